/**
 * Finds by the words of the contracts which operations call people, send messages or use credits. Each says so at the
 * end of its action, which is what n8n hands to an AI agent.
 */
import { expect, test } from '@jest/globals';

import type { Operation } from '../../tools/mockServers/contract/operations';
import { callsOf, check, requestsOf } from '../support/contracts';
import type { OperationEntry } from '../support/package';
import { operations } from '../support/package';
import { allParameterSets, parses } from '../support/parameterSamples';

interface Effect {
	remark: RegExp;
	/** Whether a call has the effect. */
	has(call: Operation, calls: Operation[]): boolean;
}

/** A call for many records costs what the call for one of them costs. */
const forOneRecord = (call: Operation, calls: Operation[]) =>
	calls.find(({ method, path }) => method === call.method && `${path}/bulk` === call.path) ?? call;

const writes = ({ method }: Operation) => method !== 'GET';
const textOf = ({ summary, description }: Operation) => `${summary}. ${description}`;
const actsLater = ({ body }: Operation) => 'action_type' in (body?.schema.properties ?? {});

const EFFECTS: Record<string, Effect> = {
	'calls a person': {
		remark: /\bcalls a person\b/,
		has: (call) => writes(call) && /\bphone call\b|\bMoves a call\b/i.test(textOf(call)),
	},
	'sends messages': {
		remark: /\bsends messages\b|\breaches (a person|people)\b/,
		has: ({ summary }) => /^(Send|Start)\b/.test(summary),
	},
	'may send messages': {
		remark: /\bmay send messages\b/,
		// An approval carries out a proposal, such as the start of a campaign
		has: (call) => writes(call) && (/^(Enrol|Approve)\b/.test(call.summary) || actsLater(call)),
	},
	'uses credits': {
		remark: /\buses credits\b/,
		has: (call) => call.credits !== undefined,
	},
	'may use credits': {
		remark: /\bmay\b.*\buse credits\b/,
		has: (call, calls) =>
			/^Approve\b/.test(call.summary) ||
			forOneRecord(call, calls).unknown.some((text) => /\bcredit cost\b/i.test(text)),
	},
};

/** Returns the documented calls that an operation can send. */
function callsOfOperation({ contract, operation }: OperationEntry): Operation[] {
	const ids = allParameterSets(operation)
		.filter((parameters) => parses(operation, parameters))
		.flatMap((parameters) => requestsOf({ contract, operation }, parameters))
		.map((request) => check(contract, request).operationId);
	return callsOf(contract).filter(({ operationId }) => ids.includes(operationId));
}

const effects = operations.map((entry) => {
	const calls = callsOfOperation(entry);
	const names = Object.entries(EFFECTS)
		.filter(([, { has }]) => calls.some((call) => has(call, callsOf(entry.contract))))
		.map(([name]) => name);
	return { title: entry.title, operation: entry.operation, names };
});

test.each(effects)('$title says in its action: $names', ({ operation, names }) => {
	const remark = / - (.*)$/.exec(operation.action)?.[1] ?? '';
	const named = Object.entries(EFFECTS).filter(([, effect]) => effect.remark.test(remark));
	expect(named.map(([name]) => name)).toEqual(names);
	expect(remark === '').toBe(names.length === 0);
});

test.each(Object.keys(EFFECTS))('an operation that "%s" is found', (effect) => {
	expect(effects.filter(({ names }) => names.includes(effect)).length).toBeGreaterThan(0);
});
