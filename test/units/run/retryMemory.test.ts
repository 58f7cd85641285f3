import { expect, test } from '@jest/globals';
import type { INodeExecutionData } from 'n8n-workflow';

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

test('is garbage-collected with the items of the run', async () => {
	const references = Array.from({ length: 100 }, (_, id) => {
		const json = { id };
		retryMemory(itemsOfARun()).remember(1, 'a', { json });
		return new WeakRef(json);
	});
	expect(await countCollected(references)).toBe(100);
});

/** One weak key per item would slow down every garbage collection. */
test('identifies a run by its first item', () => {
	const items = itemsOfARun();
	const [first] = items;
	expect(retryMemory([first])).toBe(retryMemory(items));
	expect(retryMemory(items.slice(1))).not.toBe(retryMemory(items));
});
