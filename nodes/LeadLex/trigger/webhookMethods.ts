/** n8n calls these when the workflow is activated or deactivated, and around a test event. */
import type { IHookFunctions } from 'n8n-workflow';
import { UnexpectedError } from 'n8n-workflow';

import type { Failure } from '../../shared/operation/outcome';
import type { Steps } from '../../shared/operation/request';
import { RequestFailed } from '../../shared/operation/request';
import { toTextList } from '../../shared/operation/converters';
import { createItem } from '../../shared/operation/item';
import { toNodeApiError } from '../../shared/http/errors';
import { withSender } from '../../shared/http/sender';
import { runStepsOrThrow } from '../../shared/http/runSteps';
import { leadLex } from '../api';
import type { StaticData, Registration } from './staticData';
import { isNewer, processStateOf, assignRegistration } from './staticData';
import type { WebhookSettings } from './registration';
import { isUpToDate, register, unregister } from './registration';

/** Characters of the webhook's description. */
const MAX_DESCRIPTION_LENGTH = 200;
/** Outlasts a rate limit per minute. */
const MAX_WAIT_SECONDS = 70;
/** Shorter, because a user is waiting for the test event. */
const MAX_TEST_WAIT_SECONDS = 10;

const advice = {
	400: 'Nothing was registered. LeadLex sends to public https addresses only: if it refused the address, set WEBHOOK_URL of n8n to one. If it refused an event, deselect that.',
	409: 'Nothing was registered. Look at the webhooks in LeadLex for one with the address of this trigger, and delete it there.',
	429: 'Nothing was registered. n8n tries a few times by itself. After that, wait a minute and switch the workflow off and on.',
};

export async function checkExists(ctx: IHookFunctions): Promise<boolean> {
	return await sendSteps(ctx, () => isUpToDate(settingsOf(ctx), currentRegistration(ctx)));
}

export async function create(ctx: IHookFunctions): Promise<boolean> {
	const settings = settingsOf(ctx);
	const current = { ...currentRegistration(ctx) };
	// From now on LeadLex may have a registration, even if no response arrives
	if (!current.id) storeRegistration(ctx, { url: settings.url });
	const registration = await sendSteps(
		ctx,
		() => register(settings, current),
		({ inDoubt }) => {
			if (!inDoubt && !current.id) storeRegistration(ctx, {});
		},
	);
	storeRegistration(ctx, registration);
	return true;
}

export async function remove(ctx: IHookFunctions): Promise<boolean> {
	const url = urlOf(ctx);
	const current = { ...currentRegistration(ctx) };
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
			async (send) => await runStepsOrThrow(steps, send, { advice }),
		);
	} catch (error) {
		if (error instanceof RequestFailed) onFailure(error.failure);
		throw error instanceof RequestFailed ? toHookError(ctx, error.failure) : error;
	}
}

function toHookError(ctx: IHookFunctions, failure: Failure): Error {
	const description = failure.httpCode === '429' ? advice[429] : failure.description;
	return toNodeApiError(ctx.getNode(), { ...failure, description });
}

/** Test events have their own URL and static data, and no process state. */
const isTest = (ctx: IHookFunctions) => ctx.getMode() === 'manual';
const staticDataOf = (ctx: IHookFunctions): StaticData => ctx.getWorkflowStaticData('node');
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

function currentRegistration(ctx: IHookFunctions): Registration {
	const { registration: stored = {} } = staticDataOf(ctx);
	const { registration } = stateOf(ctx);
	// When n8n removes a webhook, only the URL shows whether it is that of a test event
	return registration.url === urlOf(ctx) && isNewer(registration, stored) ? registration : stored;
}

/** Stores the registration in static data and, except for test events, in this process. `{}` means none. */
function storeRegistration(ctx: IHookFunctions, registration: Registration): void {
	const { since = 0 } = currentRegistration(ctx);
	const updated = { ...registration, since: Math.max(Date.now(), since + 1) };
	const shared = stateOf(ctx).registration;
	const isShared = !isTest(ctx) && (registration.url ?? shared.url) === urlOf(ctx);
	if (isShared) assignRegistration(shared, updated);
	staticDataOf(ctx).registration = isShared ? shared : updated;
}
