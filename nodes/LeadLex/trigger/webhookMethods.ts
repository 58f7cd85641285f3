/** n8n calls these when the workflow is activated or deactivated, and around a test event. */
import type { IHookFunctions } from 'n8n-workflow';
import { UnexpectedError } from 'n8n-workflow';

import type { Failure } from '../../shared/operation/outcome';
import type { ApiRequest, Steps } from '../../shared/operation/request';
import { RequestFailed } from '../../shared/operation/request';
import { toTextList } from '../../shared/operation/converters';
import { createItem } from '../../shared/operation/item';
import { toNodeApiError } from '../../shared/http/errors';
import type { Send } from '../../shared/http/sender';
import { withSender } from '../../shared/http/sender';
import { runStepsOrThrow } from '../../shared/http/runSteps';
import { leadLex } from '../api';
import type { Registration } from './staticData';
import { assignRegistration, isNewer, processStateOf, readStaticData } from './staticData';
import type { WebhookSettings } from './registration';
import { isUpToDate, register, unregister } from './registration';

/** Characters of the webhook's description. */
const MAX_DESCRIPTION_LENGTH = 200;
/** Outlasts a rate limit per minute. */
const MAX_WAIT_SECONDS = 70;
/** Shorter, because a user is waiting for the test event. */
const MAX_TEST_WAIT_SECONDS = 10;

const { 401: wrongKey, 403: noPermission } = leadLex.advice;
/** What to do, by HTTP status. What the operations say is about an item. */
const advice: Partial<Record<string, string>> = {
	400: 'Nothing was registered. LeadLex sends to public https addresses only: if it refused the address, set WEBHOOK_URL of n8n to one. If it refused an event, deselect that.',
	401: wrongKey,
	403: noPermission,
	409: 'Nothing was registered. Look at the webhooks in LeadLex for one with the address of this trigger, and delete it there.',
	429: 'Nothing was registered. n8n tries a few times by itself. After that, wait a minute and switch the workflow off and on.',
};
/** The statuses whose descriptions fit a trigger too. */
const ABOUT_BASE_URL = /^(?:3\d\d|405|407)$/;
const TRY_AGAIN =
	'n8n tries a few times by itself. After that, switch the workflow off and on: the trigger then registers its webhook anew.';

export async function checkExists(ctx: IHookFunctions): Promise<boolean> {
	const { current } = registrationsOf(ctx);
	return await sendSteps(ctx, () => isUpToDate(settingsOf(ctx), current));
}

export async function create(ctx: IHookFunctions): Promise<boolean> {
	const settings = settingsOf(ctx);
	const { current, foreign } = registrationsOf(ctx);
	const isFirst = !current.id && !foreign;
	// From now on LeadLex may have a registration, even if no response arrives
	if (isFirst) storeRegistration(ctx, { url: settings.url });
	const registration = await sendSteps(
		ctx,
		() => register(settings, current, foreign),
		({ inDoubt }) => {
			if (!inDoubt && isFirst) storeRegistration(ctx, {});
		},
	);
	storeRegistration(ctx, registration);
	return true;
}

export async function remove(ctx: IHookFunctions): Promise<boolean> {
	const url = urlOf(ctx);
	const { current, foreign } = registrationsOf(ctx);
	if (foreign) return true;
	await sendSteps(ctx, () => unregister(url, current));
	storeRegistration(ctx, {});
	return true;
}

async function sendSteps<T>(
	ctx: IHookFunctions,
	steps: () => Steps<T>,
	onFailure: (failure: Failure) => void = () => {},
): Promise<T> {
	const maxWaitSeconds = isTest(ctx) ? MAX_TEST_WAIT_SECONDS : MAX_WAIT_SECONDS;
	try {
		return await withSender(
			ctx,
			leadLex,
			{ maxWaitSeconds },
			async (send) => await runStepsOrThrow(steps, describeFailures(send)),
		);
	} catch (error) {
		if (error instanceof RequestFailed) onFailure(error.failure);
		throw error instanceof RequestFailed ? toHookError(ctx, error.failure) : error;
	}
}

/** Returns a sender whose failures speak of the webhook, and hold nothing that may be its secret. */
const describeFailures =
	(send: Send): Send =>
	async (request, options) => {
		const result = await send(request, options);
		return 'failure' in result ? { failure: describeFailure(request, result.failure) } : result;
	};

function describeFailure({ method }: ApiRequest, failure: Failure): Failure {
	const { httpCode = '', cause, inDoubt, message, description } = failure;
	// The response to a registration holds the secret, in whatever form it came
	const holdsSecret = method === 'POST' && httpCode.startsWith('2');
	const speaksOfItem = cause === 'status' && !ABOUT_BASE_URL.test(httpCode);
	const isGeneral = speaksOfItem || cause === 'timeout' || inDoubt !== undefined;
	return {
		...failure,
		message: holdsSecret
			? 'The response of LeadLex does not show whether it registered the webhook'
			: message.replace(/whsec_\w+/g, '***'),
		description: advice[httpCode] ?? (isGeneral ? TRY_AGAIN : description),
	};
}

const toHookError = (ctx: IHookFunctions, failure: Failure): Error =>
	toNodeApiError(ctx.getNode(), failure);

/** Test events have their own URL and static data, and no process state. */
const isTest = (ctx: IHookFunctions) => ctx.getMode() === 'manual';
const stateOf = (ctx: IHookFunctions) => processStateOf(ctx.getWorkflow(), ctx.getNode().name);

function urlOf(ctx: IHookFunctions): string {
	const url = ctx.getNodeWebhookUrl('default');
	if (url) return url;
	throw new UnexpectedError('n8n has no URL for this webhook');
}

/** An expression may give the events as text. Throws a UserError if there are none. */
const readEvents = (ctx: IHookFunctions): string[] =>
	createItem({
		properties: [{ displayName: 'Events', name: 'events', type: 'multiOptions', default: [] }],
		json: {},
		timezone: ctx.getTimezone(),
		readParameter: (name) => ctx.getNodeParameter(name),
	}).required('events', toTextList);

function settingsOf(ctx: IHookFunctions): WebhookSettings {
	const name = `n8n: ${ctx.getWorkflow().name ?? ''}`;
	return {
		url: urlOf(ctx),
		events: readEvents(ctx),
		description: [...name].slice(0, MAX_DESCRIPTION_LENGTH).join(''),
	};
}

const ownerOf = (ctx: IHookFunctions) => ({
	instanceId: ctx.getInstanceId(),
	workflowId: String(ctx.getWorkflow().id),
});

/**
 * Returns the trigger's registration, and that of another n8n or workflow if this workflow is a copy: n8n copies static
 * data too. A registration without an owner is the trigger's own.
 */
function registrationsOf(ctx: IHookFunctions): { current: Registration; foreign?: Registration } {
	const registration = { ...latestRegistration(ctx) };
	const { instanceId, workflowId } = ownerOf(ctx);
	const isOwn =
		(registration.instanceId ?? instanceId) === instanceId &&
		(registration.workflowId ?? workflowId) === workflowId;
	return isOwn ? { current: registration } : { current: {}, foreign: registration };
}

function latestRegistration(ctx: IHookFunctions): Registration {
	const { registration: stored = {} } = readStaticData(ctx);
	const { registration } = stateOf(ctx);
	// When n8n removes a webhook, only the URL shows whether it is that of a test event
	return registration.url === urlOf(ctx) && isNewer(registration, stored) ? registration : stored;
}

/** Stores the registration in static data and, except for test events, in this process. `{}` means none. */
function storeRegistration(ctx: IHookFunctions, registration: Registration): void {
	const { since = 0 } = latestRegistration(ctx);
	const updated = {
		...registration,
		...ownerOf(ctx),
		since: Math.max(Date.now(), since + 1),
	};
	const shared = stateOf(ctx).registration;
	const isShared = !isTest(ctx) && (registration.url ?? shared.url) === urlOf(ctx);
	if (isShared) assignRegistration(shared, updated);
	readStaticData(ctx).registration = isShared ? shared : updated;
}
