/** n8n's service that remembers processed items, in memory. n8n's server stores them in the database. */
import './environment';
import { createHash } from 'node:crypto';
import { DataDeduplicationService } from 'n8n-core';
import type { IDataDeduplicator } from 'n8n-workflow';

const processedHashes = new Map<string, string[]>();
const notImplemented = () => Promise.reject(new Error('The engine does not implement this'));

const deduplicator: IDataDeduplicator = {
	async checkProcessedAndRecord(items, _scope, { workflow, node }, { maxEntries = Infinity }) {
		const key = `${workflow.id} ${node?.id}`;
		const hashes = processedHashes.get(key) ?? [];
		const hash = (item: unknown) => createHash('md5').update(String(item)).digest('base64');
		const isProcessed = (item: unknown) => hashes.includes(hash(item));
		const newItems = items.filter((item) => !isProcessed(item));
		processedHashes.set(key, [...hashes, ...newItems.map(hash)].slice(-maxEntries));
		return { new: newItems, processed: items.filter(isProcessed) };
	},
	removeProcessed: notImplemented,
	clearAllProcessedItems: notImplemented,
	getProcessedDataCount: notImplemented,
};

void DataDeduplicationService.init(deduplicator);
