/** What n8n shows below the output of a node: what its items alone do not tell. */
import type { IExecuteFunctions } from 'n8n-workflow';

import type { Api, Outcome } from '../operation/types';
import type { Sender } from '../http/sender';
import { limitInWords, texts } from '../http/messages';

/** Milliseconds. Shorter waits are not worth a hint. */
const SHORTEST_WAIT_TOLD = 1000;

export function tellWait(ctx: IExecuteFunctions, { name }: Api, sender: Sender): void {
	const waited = sender.waited();
	if (waited < SHORTEST_WAIT_TOLD) return;
	const limit = sender.limit();
	const message = texts.waited(Math.round(waited / 1000), name, limit && limitInWords(limit));
	ctx.addExecutionHints({ message, location: 'outputPane' });
}

export function tellDoubts(
	ctx: IExecuteFunctions,
	{ name }: Api,
	outcomes: Iterable<Outcome>,
): void {
	const inDoubt = [...outcomes].filter(
		(outcome) => 'failure' in outcome && outcome.failure.doubt === 'open',
	);
	if (inDoubt.length === 0) return;
	const message = texts.inDoubt(inDoubt.length, name);
	ctx.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
}
