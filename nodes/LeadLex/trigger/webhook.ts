/** Receives deliveries, and confirms them when the executions they started begin. */
import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { toTextList } from '../../shared/operation/converters';
import { isBlank } from '../../shared/utils/guards';
import type { DeliveryResponse } from './deduplicator';
import { idIn, readDelivery } from './delivery';
import type { Delivery } from './delivery';
import { isStartedByOtherWorker } from './processedDeliveries';
import { isRecent, isSigned } from './signature';
import { mergeNewer, processStateOf, readStaticData } from './staticData';

/** The part of Express's response that is used. n8n names its types but does not ship them. */
interface Response extends DeliveryResponse {
	status(code: number): { json(body: object): void };
}

interface Options {
	changedFields?: unknown;
	includeRawBody?: boolean;
}

/** The item between the webhook and `execute`. LeadLex may send no ID, so the JSON does not always hold one. */
interface ReceivedItem extends INodeExecutionData {
	deliveryId: string;
}

const SECRET_LOST =
	'n8n does not know the secret of this webhook. Switch the workflow off and on to register it again';

/** Makes no requests. n8n answers accepted deliveries once stored; everything else is answered here. */
export function receiveDelivery(ctx: IWebhookFunctions): IWebhookResponseData {
	const response = ctx.getResponseObject() as unknown as Response;
	const respond = (status: number, message: string): IWebhookResponseData => {
		response.status(status).json({ message });
		return { noWebhookResponse: true };
	};
	const staticData = readStaticData(ctx);
	// Test events have a registration of their own
	const isTest = ctx.getMode() === 'manual';
	const state = isTest ? undefined : processStateOf(ctx.getWorkflow(), ctx.getNode().name);
	const { secret } = state ? mergeNewer(state, staticData) : (staticData.registration ?? {});

	const { rawBody } = ctx.getRequestObject() as unknown as { rawBody?: Buffer };
	const headers = ctx.getHeaderData() as IDataObject;
	if (!secret) {
		ctx.logger.warn(`${ctx.getNode().name} (LeadLex) refused a delivery: ${SECRET_LOST}`);
		return respond(401, SECRET_LOST);
	}
	if (!rawBody || !isSigned(rawBody, headers['x-leadlex-signature'], secret)) {
		return respond(401, 'The signature does not match this webhook');
	}
	const delivery = readDelivery(rawBody);
	if (!delivery) return respond(400, 'The body is not an event');
	const times = [...delivery.signedTimes, headers['x-leadlex-timestamp']];
	if (!isRecent(times, Date.now())) {
		return respond(
			401,
			"The event is more than 24 hours old, or more than 10 minutes ahead of n8n's clock",
		);
	}

	const options = (ctx.getNodeParameter('options', {}) ?? {}) as Options;
	if (!hasSelectedChange(delivery, options, ctx.getTimezone())) {
		return respond(200, 'None of the fields that the workflow waits for has changed');
	}
	switch (state?.deduplicator.claim(delivery.id, response, staticData.seen)) {
		case 'duplicate':
			return respond(200, 'This delivery has been received before');
		case 'inProgress':
			// Not stored yet, so ask LeadLex to retry
			return respond(503, 'This delivery is being received: send it again');
	}
	const raw = options.includeRawBody ? { raw_body: rawBody.toString('utf8') } : {};
	const item: ReceivedItem = { json: { ...delivery.json, ...raw }, deliveryId: delivery.id };
	return { workflowData: [[item]] };
}

/** Whether one of the fields in Changed Fields has changed. True for events that do not list their changes. */
function hasSelectedChange(
	{ changedFields: changed }: Delivery,
	{ changedFields: selected }: Options,
	timezone: string,
): boolean {
	if (!changed || isBlank(selected)) return true;
	return toTextList(selected, timezone).some((field) => changed.includes(field));
}

/**
 * Confirms the deliveries of the input items and returns the items. This runs as the node's `execute`,
 * because n8n stores static data when an execution ends but not when a webhook starts one.
 */
export async function confirmDeliveries(ctx: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const received = ctx.getInputData() as Array<Partial<ReceivedItem> & INodeExecutionData>;
	const ids: string[] = [];
	const items = received.map(({ deliveryId, ...item }) => {
		// An execution that began before an update of this package has only the ID of the JSON
		const id = deliveryId ?? idIn(item.json);
		if (id !== undefined) ids.push(id);
		return item;
	});
	if (ctx.getMode() !== 'webhook') return [items];
	const staticData = readStaticData(ctx);
	const state = processStateOf(ctx.getWorkflow(), ctx.getNode().name);
	const isReceivedHere = ids.some((id) => state.deduplicator.hasReceived(id));
	for (const id of ids) state.deduplicator.confirm(id, staticData.seen);
	if (staticData.registration?.secret || isReceivedHere) {
		staticData.registration = mergeNewer(state, staticData);
		staticData.seen = state.deduplicator.stored;
		return [items];
	}
	// Workers and executions resumed after a crash get no static data: what they set would replace it
	for (const id of ids) if (await isStartedByOtherWorker(ctx, id)) return [[]];
	return [items];
}
