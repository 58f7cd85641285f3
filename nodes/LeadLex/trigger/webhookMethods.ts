/** What n8n calls when the workflow is switched on and off, and for a test event. */
import type { IHookFunctions } from 'n8n-workflow';

import type { Failure } from '../../shared/operation/outcome';
import type { Steps } from '../../shared/operation/request';
import { RequestFailed } from '../../shared/operation/request';
import { toNodeApiError } from '../../shared/http/errors';
import { withSender } from '../../shared/http/sender';
import { runStepsOrThrow } from '../../shared/http/runSteps';
import { leadLex } from '../api';
import type { StaticData, Registration } from './staticData';
import { isNewer, processStateOf, assignRegistration } from './staticData';
import type { Wanted } from './registration';
import { isUpToDate, register, unregister } from './registration';

const LONGEST_DESCRIPTION = 200;
/** Seconds. One outlasts a limit per minute; whoever waits for a test event would not. */
const LONGEST_WAIT = 70;
const LONGEST_TEST_WAIT = 10;

const advice = {
	400: 'Nothing was registered. LeadLex sends to public https addresses only: if it refused the address, set WEBHOOK_URL of n8n to one. If it refused an event, deselect that.',
	409: 'Nothing was registered. Look at the webhooks in LeadLex for one with the address of this trigger, and delete it there.',
	429: 'Nothing was registered. n8n tries a few times by itself. After that, wait a minute and switch the workflow off and on.',
};

export async function checkExists(ctx: IHookFunctions): Promise<boolean> {
	return await send(ctx, () => isUpToDate(wantedBy(ctx), knownTo(ctx)));
}

export async function create(ctx: IHookFunctions): Promise<boolean> {
	const wanted = wantedBy(ctx);
	const known = { ...knownTo(ctx) };
	// From now on LeadLex may have a registration, even if no response arrives
	if (!known.id) storeRegistration(ctx, { url: wanted.url });
	const registration = await send(
		ctx,
		() => register(wanted, known),
		({ inDoubt }) => {
			if (!inDoubt && !known.id) storeRegistration(ctx, {});
		},
	);
	storeRegistration(ctx, registration);
	return true;
}

export async function remove(ctx: IHookFunctions): Promise<boolean> {
	const url = urlOf(ctx);
	const known = { ...knownTo(ctx) };
	await send(ctx, () => unregister(url, known));
	storeRegistration(ctx, {});
	return true;
}

async function send<T>(
	ctx: IHookFunctions,
	steps: () => Steps<T>,
	onFailure: (failure: Failure) => void = () => {},
): Promise<T> {
	const maxWaitSeconds = isTest(ctx) ? LONGEST_TEST_WAIT : LONGEST_WAIT;
	try {
		return await withSender(
			ctx,
			leadLex,
			{ maxWaitSeconds },
			async (sendRequest) => await runStepsOrThrow(steps, sendRequest, { advice }),
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

/** A test event has an address of its own, static data of its own, and no memory. */
const isTest = (ctx: IHookFunctions) => ctx.getMode() === 'manual';
const urlOf = (ctx: IHookFunctions) => ctx.getNodeWebhookUrl('default')!;
const keptBy = (ctx: IHookFunctions): StaticData => ctx.getWorkflowStaticData('node');

function wantedBy(ctx: IHookFunctions): Wanted {
	const name = `n8n: ${ctx.getWorkflow().name ?? ''}`;
	return {
		url: urlOf(ctx),
		events: ctx.getNodeParameter('events') as string[],
		description: [...name].slice(0, LONGEST_DESCRIPTION).join(''),
	};
}

function knownTo(ctx: IHookFunctions): Registration {
	const { registration: stored = {} } = keptBy(ctx);
	const { registration: known } = processStateOf(ctx.getWorkflow(), ctx.getNode().name);
	// n8n does not say of a removal whether it is that of a test, but the address does
	return known.url === urlOf(ctx) && isNewer(known, stored) ? known : stored;
}

/** The registration that there is now, if any. */
function storeRegistration(ctx: IHookFunctions, found: Registration): void {
	const { since = 0 } = knownTo(ctx);
	const noted = { ...found, since: Math.max(Date.now(), since + 1) };
	const { registration } = processStateOf(ctx.getWorkflow(), ctx.getNode().name);
	const isRemembered = !isTest(ctx) && (found.url ?? registration.url) === urlOf(ctx);
	if (isRemembered) assignRegistration(registration, noted);
	keptBy(ctx).registration = isRemembered ? registration : noted;
}
