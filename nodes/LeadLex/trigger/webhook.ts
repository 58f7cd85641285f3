/** What n8n calls when something is sent to the trigger, and before it runs the nodes behind it. */
import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { toTextList } from '../../shared/operation/converters';
import { isBlank } from '../../shared/utils/guards';
import { readDelivery } from './delivery';
import type { Delivery } from './delivery';
import type { StaticData } from './staticData';
import { mergeNewer, processStateOf } from './staticData';
import { isStartedByOtherWorker } from './processedDeliveries';
import type { Answer } from './deduplicator';
import { isRecent, isSigned } from './signature';

/** What is used of Express, whose types n8n names but does not bring. */
interface Response extends Answer {
	status(code: number): { json(body: object): void };
}

interface Options {
	changedFields?: unknown;
	includeRawBody?: boolean;
}

/**
 * Asks nobody and waits for nothing. What starts an execution is answered by n8n, once that is
 * stored; all else is answered here.
 */
export function receive(ctx: IWebhookFunctions): IWebhookResponseData {
	const response = ctx.getResponseObject() as unknown as Response;
	const answer = (status: number, message: string): IWebhookResponseData => {
		response.status(status).json({ message });
		return { noWebhookResponse: true };
	};
	const kept: StaticData = ctx.getWorkflowStaticData('node');
	// The registration for test events is another one
	const isTest = ctx.getMode() === 'manual';
	const memory = isTest ? undefined : processStateOf(ctx.getWorkflow(), ctx.getNode().name);
	const { secret } = memory ? mergeNewer(memory, kept) : (kept.registration ?? {});

	const { rawBody } = ctx.getRequestObject() as unknown as { rawBody?: Buffer };
	const headers = ctx.getHeaderData() as IDataObject;
	if (!secret || !rawBody || !isSigned(rawBody, headers['x-leadlex-signature'], secret)) {
		return answer(401, 'The signature is not that of this webhook');
	}
	if (!isRecent(headers['x-leadlex-timestamp'], Date.now())) {
		return answer(401, 'The timestamp is more than five minutes off');
	}
	const delivery = readDelivery(rawBody);
	if (!delivery) return answer(400, 'The body is not that of an event');

	const options = ctx.getNodeParameter('options', {}) as Options;
	if (!isWanted(delivery, options, ctx.getTimezone())) {
		return answer(200, 'None of the fields that the workflow waits for has changed');
	}
	switch (memory?.seen.take(delivery.id, response, kept.seen)) {
		case 'known':
			return answer(200, 'This delivery has been received before');
		case 'underWay':
			// To say that it was received would be too early: it is not stored yet
			return answer(503, 'This delivery is being received: send it again');
	}
	const raw = options.includeRawBody ? { raw_body: rawBody.toString('utf8') } : {};
	return { workflowData: [[{ json: { ...delivery.json, ...raw } }]] };
}

/** Events that do not tell what has changed are wanted. */
function isWanted({ changedFields }: Delivery, { changedFields: wanted }: Options, zone: string) {
	if (!changedFields || isBlank(wanted)) return true;
	return toTextList(wanted, zone).some((field) => changedFields.includes(field));
}

/**
 * Notes which deliveries have their execution. It is here, since n8n stores static data when an
 * execution ends, but not when it starts one.
 */
export async function begin(ctx: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = ctx.getInputData();
	if (ctx.getMode() !== 'webhook') return [items];
	const kept: StaticData = ctx.getWorkflowStaticData('node');
	const memory = processStateOf(ctx.getWorkflow(), ctx.getNode().name);
	const ids = items.flatMap(({ json }) =>
		isBlank(json.delivery_id) ? [] : String(json.delivery_id),
	);
	for (const id of ids) memory.seen.begin(id, kept.seen);
	if (kept.registration?.secret) {
		kept.registration = mergeNewer(memory, kept);
		kept.seen = memory.seen.begun;
		return [items];
	}
	// A worker gets no static data, nor does what n8n takes up after a crash: they would be stored
	for (const id of ids) if (await isStartedByOtherWorker(ctx, id)) return [[]];
	return [items];
}
