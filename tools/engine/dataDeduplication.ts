/** n8n's list of what nodes have processed, which its server keeps in the database: here, in memory. */
import './environment';
import { createHash } from 'node:crypto';
import { DataDeduplicationService } from 'n8n-core';
import type { IDataDeduplicator } from 'n8n-workflow';

const lists = new Map<string, string[]>();
const notUsed = () => Promise.reject(new Error('Nothing of ours uses this'));

const deduplicator: IDataDeduplicator = {
	async checkProcessedAndRecord(items, _scope, { workflow, node }, { maxEntries = Infinity }) {
		const key = `${workflow.id} ${node?.id}`;
		const known = lists.get(key) ?? [];
		const entry = (item: unknown) => createHash('md5').update(String(item)).digest('base64');
		const isKnown = (item: unknown) => known.includes(entry(item));
		const fresh = items.filter((item) => !isKnown(item));
		lists.set(key, [...known, ...fresh.map(entry)].slice(-maxEntries));
		return { new: fresh, processed: items.filter(isKnown) };
	},
	removeProcessed: notUsed,
	clearAllProcessedItems: notUsed,
	getProcessedDataCount: notUsed,
};

void DataDeduplicationService.init(deduplicator);
