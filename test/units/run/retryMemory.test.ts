import { expect, test } from '@jest/globals';
import type { INodeExecutionData } from 'n8n-workflow';

import { retryMemory } from '../../../nodes/shared/run/retryMemory';
import { forgotten } from '../../support/garbageCollection';

const itemsOfARun = (): INodeExecutionData[] => [{ json: {} }, { json: {} }];

test('each try of a run has the memory of the tries before, and no other run has it', () => {
	const items = itemsOfARun();
	retryMemory(items).remember(1, 'a', { json: { id: 1 } });
	// n8n makes a new list of the same objects
	expect(retryMemory([...items]).recall(1, 'a')).toEqual({ json: { id: 1 } });
	expect(retryMemory(itemsOfARun()).recall(1, 'a')).toBeUndefined();
	expect(retryMemory(items).recordId(1)).toBe(retryMemory([...items]).recordId(1));
	expect(retryMemory(items).recordId(1)).not.toBe(retryMemory(itemsOfARun()).recordId(1));
});

test('what is remembered goes with the items of the run', async () => {
	const references = Array.from({ length: 100 }, (_, id) => {
		const json = { id };
		retryMemory(itemsOfARun()).remember(1, 'a', { json });
		return new WeakRef(json);
	});
	expect(await forgotten(references)).toBe(100);
});

/** Going through a weak key for each item would take long at every collection. */
test('a run is known by its first item alone', () => {
	const items = itemsOfARun();
	const [first] = items;
	expect(retryMemory([first])).toBe(retryMemory(items));
	expect(retryMemory(items.slice(1))).not.toBe(retryMemory(items));
});
