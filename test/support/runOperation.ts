/** Runs the jobs of an operation without n8n: its HTTP helper is a function that returns a response or throws. */
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { leadLex } from '../../nodes/LeadLex/api';
import { sprintHub } from '../../nodes/SprintHub/api';
import { voxworks } from '../../nodes/Voxworks/api';
import type { Api } from '../../nodes/shared/operation/api';
import type { Outcome } from '../../nodes/shared/operation/outcome';
import type { Operation } from '../../nodes/shared/operation/types';
import { execute } from '../../nodes/shared/run/execute';
import { runJobs } from '../../nodes/shared/run/runJobs';
import { realClock } from '../../nodes/shared/utils/clock';
import type { OperationEntry } from './package';

export interface SentRequest {
	method: string;
	url: string;
	/** The query of the URL. */
	qs?: IDataObject;
	body?: IDataObject;
	headers: IDataObject;
}

export interface Response {
	status: number;
	body: IDataObject;
	/** Replaces the JSON of the body. */
	text?: string;
	/** A `Date` is added, as servers do. */
	headers?: IDataObject;
}

/** Returns a response, at once or later. Throws what the HTTP helper of n8n throws. */
export type Respond = (request: SentRequest) => Response | Promise<Response>;

export interface Settings {
	stopAtFailure?: boolean;
	/** The items of a run that is tried again, so that its attempts share a memory. */
	items?: INodeExecutionData[];
	/** Runs with the same key share a throttle. Otherwise each run has a key of its own, of which nothing is learned. */
	key?: string;
	/** Cancels the run. */
	signal?: AbortSignal;
}

const APIS: Record<string, Api> = { LeadLex: leadLex, SprintHub: sprintHub, Voxworks: voxworks };

/** Returns the API of a node, by the name of its folder. */
export const apiOf = (node: string): Api => APIS[node];

let keys = 0;

/** Returns a key that no run has used yet. */
export const newKey = (): string => `key-${keys++}-of-a-test`;

const credentialOf = (key: string): IDataObject => ({
	...{ apiKey: key, apiToken: key },
	...{ instance: 'i', baseUrl: 'http://127.0.0.1:9' },
});

/** Runs one task for each record, each from an item of its own. Returns the outcomes in order, and the requests. */
export async function runOperation<P>(
	api: Api,
	operation: Operation<P>,
	records: P[],
	respond: Respond,
	{ stopAtFailure = false, items = records.map(() => ({ json: {} })), key, signal }: Settings = {},
) {
	const { ctx, sent } = createContext(respond, items, { key, signal });
	const tasks = records.map((params, itemIndex) => ({ itemIndex, params }));
	const ledger = await runJobs(ctx, api, operation, tasks, stopAtFailure);
	const outcomes = tasks.map((task): Outcome | undefined => ledger.outcomes.get(task));
	return { sent, outcomes, written: ledger.written };
}

/** Runs a node that continues at errors, and whose parameters are the same for all items. Returns the output and the requests. */
export async function runNode(
	{ node, resource, operation }: Pick<OperationEntry, 'node' | 'resource' | 'operation'>,
	parameters: IDataObject,
	respond: Respond,
	items: INodeExecutionData[],
) {
	const { ctx, sent } = createContext(respond, items, {
		parameters: { ...parameters, resource, operation: operation.value },
	});
	const resources = [{ value: resource, name: resource, operations: [operation] }];
	const [output] = await execute(ctx, apiOf(node), resources);
	return { sent, output };
}

/** Returns the context of a node whose requests are responded to, and the list of these requests. */
function createContext(
	respond: Respond,
	items: INodeExecutionData[],
	{
		key = newKey(),
		parameters = {},
		signal,
	}: { key?: string; parameters?: IDataObject; signal?: AbortSignal },
) {
	const sent: SentRequest[] = [];
	const httpRequestWithAuthentication = async (
		_: string,
		{ body: text, ...rest }: Omit<SentRequest, 'body'> & { body?: string },
	) => {
		const request = { ...rest, body: text ? (JSON.parse(text) as IDataObject) : undefined };
		sent.push(request);
		const { status, body, text: page, headers = {} } = await respond(request);
		return {
			statusCode: status,
			headers: { date: new Date(realClock.now()).toUTCString(), ...headers },
			body: page ?? JSON.stringify(body),
		};
	};
	const ctx = {
		getInputData: () => items,
		getNode: () => ({ type: 'example' }),
		getNodeParameter: (name: string, _item: number, value: unknown) => parameters[name] ?? value,
		getTimezone: () => 'UTC',
		getCredentials: async () => await Promise.resolve(credentialOf(key)),
		getExecutionCancelSignal: () => signal,
		addExecutionHints: () => undefined,
		continueOnFail: () => true,
		helpers: { httpRequestWithAuthentication },
	} as unknown as IExecuteFunctions;
	return { ctx, sent };
}
