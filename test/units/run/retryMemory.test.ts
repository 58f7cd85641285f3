import { describe, expect, test } from '@jest/globals';
import type { INodeExecutionData } from 'n8n-workflow';

import type { Failure, Outcome } from '../../../nodes/shared/operation/outcome';
import { retryMemory } from '../../../nodes/shared/run/retryMemory';
import { countCollected } from '../../support/garbageCollection';

const itemsOfARun = (): INodeExecutionData[] => [{ json: {} }, { json: {} }];

test('shares outcomes between the attempts of a run and with no other run', () => {
	const items = itemsOfARun();
	retryMemory(items).remember(1, 'a', { json: { id: 1 } });
	// n8n passes a new list of the same objects
	expect(retryMemory([...items]).recall(1, 'a')).toEqual({ json: { id: 1 } });
	expect(retryMemory(itemsOfARun()).recall(1, 'a')).toBeUndefined();
	expect(retryMemory(items).recordId(1)).toBe(retryMemory([...items]).recordId(1));
	expect(retryMemory(items).recordId(1)).not.toBe(retryMemory(itemsOfARun()).recordId(1));
});

describe('the records of an item', () => {
	const failed = (inDoubt?: Failure['inDoubt']): Outcome => ({
		failure: { message: 'No', description: 'Correct it.', inDoubt },
	});
	/** Returns the records in the second attempt, when an expression gives another value. */
	const inSecondAttempt = (outcome: Outcome, parse = () => ['second']) => {
		const items = itemsOfARun();
		retryMemory(items).recordsOf(1, () => ['first']);
		retryMemory(items).remember(1, '', outcome);
		return retryMemory([...items]).recordsOf(1, parse);
	};

	test.each([{ json: {} }, failed('mayRetry'), failed('doNotRetry')])(
		'stay as they are after %j',
		(outcome) => {
			expect(inSecondAttempt(outcome)).toEqual(['first']);
		},
	);

	test('stay as they are if they cannot be read any more', () => {
		const refuse = () => {
			throw new Error('Email is required');
		};
		expect(inSecondAttempt(failed('mayRetry'), refuse)).toEqual(['first']);
	});

	test('are read again if nothing was written', () => {
		expect(inSecondAttempt(failed())).toEqual(['second']);
	});
});

test('is garbage-collected with the items of the run', async () => {
	const references = Array.from({ length: 100 }, (_, id) => {
		const items = itemsOfARun();
		const json = { id };
		// A file of an item holds the items, through the context of the node
		const record = { id, items };
		retryMemory(items).recordsOf(1, () => [record]);
		retryMemory(items).remember(1, 'a', { json });
		return [new WeakRef<object>(json), new WeakRef<object>(record)];
	});
	expect(await countCollected(references.flat())).toBe(200);
});

/** One weak key per item would slow down every garbage collection. */
test('identifies a run by its first item', () => {
	const items = itemsOfARun();
	const [first] = items;
	expect(retryMemory([first])).toBe(retryMemory(items));
	expect(retryMemory(items.slice(1))).not.toBe(retryMemory(items));
});
