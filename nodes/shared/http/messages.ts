/**
 * The texts that a user reads about a failed item, unless the API or the operation has its own, and the execution
 * hints below an output.
 */
import type { Advice } from '../operation/api';
import type { Failure } from '../operation/outcome';
import type { Limit } from '../rateLimit/quota';

const CANCELLED = 'The execution was cancelled';
const NOT_FOUND = 'The record was not found';

type Messages = ReturnType<typeof createMessages>;

const messages = new Map<string, Messages>();

/** Returns the messages about one provider, by the name that its users call it. They are the same for all requests. */
export function messagesFor(api: string): Messages {
	const created = messages.get(api) ?? createMessages(api);
	messages.set(api, created);
	return created;
}

const createMessages = (api: string) => ({
	...outcomeMessages(api),
	...responseMessages(api),
	...connectionMessages(api),
	...runMessages(api),
});

const outcomeMessages = (api: string) => ({
	/** About a write whose outcome is unknown. */
	mayBeProcessed: `${api} may have processed this. Check there before running this item again.`,
	mayBeProcessedIdempotent: `${api} may have processed this. You can run this item again: doing it twice changes nothing.`,
	nothingChanged: 'Nothing was changed. Try again later.',
	nothingSent: 'Nothing was sent.',
	checkValues: (status: number) =>
		`Nothing was written. Correct the values of this item and run it again (HTTP status ${status}).`,
	invalidItem: 'Nothing was sent for this item. Correct its value and run it again.',
});

const responseMessages = (api: string) => ({
	serverFault: (status: number) => `The fault is on ${api}'s side (HTTP status ${status}).`,
	notData: `If it happens again, check Base URL in the ${api} credential: the address may belong to a web page.`,
	redirect: `${api} answered with a redirect. The node does not follow redirects, to avoid sending your key to another server. Check Base URL in the ${api} credential.`,
	/** By HTTP status, where neither the operation nor the provider has its own advice. */
	advice: {
		401: `Open the ${api} credential of this node, paste a valid key and save: n8n tests it at once.`,
		402: `Check the balance or plan of your ${api} account.`,
		403: `The key is valid but not allowed to do this. Ask the administrator of your ${api} account for the permission, or use another key.`,
		404: `Check the IDs of this item: the record does not exist, or belongs to another ${api} account.`,
		405: `Check Base URL in the ${api} credential: the address does not take this request.`,
		407: 'Nothing was sent. A proxy between n8n and the internet asks for a login: check the proxy settings of n8n.',
		409: `Nothing was written. Look in ${api} for the record that is already there.`,
		413: 'Nothing was written. The item is too large: shorten its values.',
		425: 'Nothing was written. Run this item again.',
		429: 'Run this item again later.',
	} as Advice,
	byStatus: {
		401: 'The key was not accepted',
		403: 'Access was refused',
		404: NOT_FOUND,
		409: 'The record is already there',
		429: 'The rate limit is reached',
	} as Partial<Record<number, string>>,
	status: (status: number) => `${api} answered with HTTP status ${status}`,
	unreadable: (words: string | undefined) =>
		`${api} answered with something other than data${words ? `: ${words}` : ''}`,
	unclear: (words: string | undefined) =>
		`${api} did not say clearly whether it did this${words ? `: ${words}` : ''}`,
	notFound: NOT_FOUND,
	firewall: (status: number) =>
		`A web page came in place of ${api}'s answer (HTTP status ${status})`,
	allowN8n: `Nothing was written. Something in front of ${api}, such as a firewall, refused the request before the key was looked at: ask the administrator of your ${api} account to let n8n's address through.`,
	noFile: `${api} answered with something other than a file`,
	noRecord: `${api} did not say which record it created`,
});

const connectionMessages = (api: string) => ({
	checkBaseUrl: `Check Base URL in the ${api} credential, and that n8n can reach that address.`,
	mayBeDown: `If the address is right, ${api} may be down: try again later.`,
	noTrust: `n8n could not set up a secure connection. Check Base URL in the ${api} credential; if ${api} runs in your own network, its certificate must be one that n8n trusts.`,
	raiseTimeout: `If ${api} is slow, raise Options > Request Timeout.`,
	reason: (code: string) => `Reason: ${code}.`,
	timeout: `${api} did not answer in time`,
	cancelled: CANCELLED,
	unknownAddress: `The address of ${api} was not found`,
	invalidAddress: `The address of ${api} is not valid`,
	unreachable: `${api} could not be reached`,
	notSecure: `The connection to ${api} is not secure`,
	unreadableFile: 'The file of this item could not be read',
	addFileAgain:
		'n8n has removed it, or it is on the disk of another worker: run the workflow again from where it gets the file.',
	tooDeep: 'The values of this item are nested too deeply',
	blockedByN8n: `n8n does not allow requests to the address of ${api}`,
	allowAddress: `If Base URL in the ${api} credential is right, the administrator of n8n can allow its host name with N8N_SSRF_ALLOWED_HOSTNAMES, or its IP address with N8N_SSRF_ALLOWED_IP_RANGES.`,
	brokenResponse: `${api} answered, but its response could not be read`,
	connectionClosed: `The connection to ${api} closed before the response was complete`,
	requestFailed: `The request to ${api} did not go through`,
	unexpected: `Something unexpected happened while the node talked to ${api}`,
});

const runMessages = (api: string) => ({
	/** About the look-up of a record whose creation is in doubt. */
	notFoundSoFar: (seconds: number) => `It was not there ${seconds} s later.`,
	severalMatches: (ids: string) => `These may be it: ${ids}.`,
	countsMore: (count: number, visible: number) =>
		`it reports ${count} records, and the node found ${visible}`,
	partlyDone: (why: string) =>
		`${api} carried out only part of this request, and the node could not find out which part (${why})`,

	alreadyWritten: (done: number, all: number) =>
		`${done} of ${all} were written to ${api} before the node stopped. Do not run those again.`,
	waited: (seconds: number, limit: string | undefined) =>
		`Waited ${seconds} s in total for ${api}'s rate limit${limit ? ` (${limit})` : ''}`,
	failedInPart: (done: number, all: number, failed: number, reasons: string[]) =>
		`${formatCount(done)} of ${formatCount(all)} items done, ${formatCount(failed)} failed (${reasons.join(', ')})`,
	ignoredColumns: (count: number, record: string) =>
		count === 1
			? `1 column is not a field of a ${record} and was not sent`
			: `${formatCount(count)} columns are not fields of a ${record} and were not sent`,
	inDoubt: (count: number) =>
		`${count === 1 ? '1 item is' : `${count} items are`} in doubt: ${api} may have processed ${count === 1 ? 'it' : 'them'}. Check there before running ${count === 1 ? 'it' : 'them'} again.`,
});

const formatCount = (count: number): string => count.toLocaleString('en');

export const cancelledFailure: Failure = {
	message: CANCELLED,
	description: 'Nothing more was sent.',
};

/** The failure of a record that was not sent because of the rate limit. */
export function rateLimitFailure(
	api: string,
	maxWaitSeconds: number,
	resetsAt: number | undefined,
): Failure {
	const reset =
		resetsAt === undefined ? '' : ` The limit resets at ${new Date(resetsAt).toISOString()}.`;
	return {
		message: `${api}'s rate limit is reached`,
		description: `Nothing was written for this item.${reset} Run it again after that, or raise Options > Max Rate Limit Wait (now ${maxWaitSeconds} seconds).`,
		httpCode: '429',
	};
}

/** Describes a limit for an execution hint, such as "10 requests a minute". */
export function limitInWords({ requests, period }: Limit): string {
	const count = requests === 1 ? '1 request' : `${requests} requests`;
	const seconds = Math.max(1, Math.round(period / 1000));
	if (seconds === 1) return `${count} a second`;
	if (Math.abs(seconds - 60) <= 2) return `${count} a minute`;
	return `${count} in ${seconds} s`;
}
