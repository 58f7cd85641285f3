/** The hints that n8n shows below the output of a node: what its items do not say by themselves. */
import type { IExecuteFunctions } from 'n8n-workflow';

import { limitInWords, messagesFor } from '../http/messages';
import type { Sender } from '../http/sender';
import type { Api } from '../operation/api';
import type { Outcome } from '../operation/outcome';

/** Milliseconds. */
const MIN_WAIT_SHOWN = 1000;

/** n8n shows hints as HTML. */
const asText = (message: string) =>
	message.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export function addWaitHint(
	ctx: IExecuteFunctions,
	{ name }: Api,
	{ waited, limit }: Pick<Sender, 'waited' | 'limit'>,
): void {
	if (waited < MIN_WAIT_SHOWN) return;
	const seconds = Math.round(waited / 1000);
	const message = messagesFor(name).waited(seconds, limit && limitInWords(limit));
	ctx.addExecutionHints({ message: asText(message), location: 'outputPane' });
}

export function addInDoubtHint(
	ctx: IExecuteFunctions,
	{ name }: Api,
	outcomes: Iterable<Outcome>,
): void {
	const inDoubt = [...outcomes].filter(
		(outcome) => 'failure' in outcome && outcome.failure.inDoubt === 'doNotRetry',
	);
	if (inDoubt.length === 0) return;
	const message = messagesFor(name).inDoubt(inDoubt.length);
	ctx.addExecutionHints({
		message: asText(message),
		type: 'warning',
		location: 'outputPane',
	});
}
