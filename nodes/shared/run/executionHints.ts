/** The hints that n8n shows below the output of a node: what its items do not say by themselves. */
import type { IExecuteFunctions } from 'n8n-workflow';

import { limitInWords, messagesFor } from '../http/messages';
import type { Sender } from '../http/sender';
import type { Api } from '../operation/api';
import type { Outcome } from '../operation/outcome';
import type { Resource } from '../operation/types';
import { groupBy } from '../utils/collections';

/** Milliseconds. */
const MIN_WAIT_SHOWN = 1000;
/** So many kinds of failures are named. */
const MAX_REASONS = 3;
const MAX_REASON_LENGTH = 150;
/** The names of columns that are no field, in characters. */
const MAX_COLUMNS_LENGTH = 800;

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

/** Sums up a run that failed in part, and its most frequent failures. Those in doubt have a hint of their own. */
export function addFailureHint(
	ctx: IExecuteFunctions,
	{ name }: Api,
	outcomes: Iterable<Outcome>,
): void {
	const all = [...outcomes];
	const failures = all.flatMap((outcome) => ('failure' in outcome ? outcome.failure : []));
	const failed = failures.filter(({ inDoubt }) => inDoubt !== 'doNotRetry');
	const done = all.length - failures.length;
	if (failed.length === 0 || done === 0) return;
	const kinds = [...groupBy(failed, ({ message }) => message)]
		.map(([message, { length }]): [string, number] => [message, length])
		.sort(([, a], [, b]) => b - a);
	const reasons = kinds
		.slice(0, MAX_REASONS)
		.map(([message, count]) => `${count} × ${shorten(message)}`)
		.concat(kinds.length > MAX_REASONS ? ['…'] : []);
	const message = messagesFor(name).failedInPart(done, all.length, failed.length, reasons);
	ctx.addExecutionHints({ message: asText(message), type: 'warning', location: 'outputPane' });
}

/** Names the columns that were not sent, so that a misspelled one is seen. */
export function addIgnoredColumnsHint(
	ctx: IExecuteFunctions,
	{ name }: Api,
	resource: Pick<Resource, 'name'>,
	ignored: ReadonlySet<string>,
): void {
	if (ignored.size === 0) return;
	const record = `${name} ${resource.name.toLowerCase()}`;
	const message = messagesFor(name).ignoredColumns(ignored.size, record);
	ctx.addExecutionHints({
		message: `${asText(message)}: ${joinUpTo(MAX_COLUMNS_LENGTH, [...ignored].map(shorten).map(asText))}`,
		location: 'outputPane',
	});
}

/** Joins as many texts as fit. */
function joinUpTo(maxLength: number, texts: string[]): string {
	let length = 0;
	const fitting = texts.filter((text) => (length += text.length + 2) <= maxLength);
	return [...fitting, ...(fitting.length < texts.length ? ['…'] : [])].join(', ');
}

const shorten = (text: string): string =>
	text.length > MAX_REASON_LENGTH ? `${text.slice(0, MAX_REASON_LENGTH)}…` : text;
