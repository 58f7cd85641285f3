/** Imports of rows or of CSV text. */
import { randomUUID } from 'node:crypto';
import type { MockResponse } from '../server/types';
import { ok } from './responses';
import { parseCsv } from './csv';

interface Import<New> {
	rows?: New[];
	csv?: string;
	has_header?: boolean;
	mapping?: Record<string, string>;
	update_existing?: boolean;
	tags?: string[];
}

interface ImportRules<New> {
	/** Whether a row has the required fields. The contract does not check rows in CSV. */
	isComplete(row: New): boolean;
	/** Message for a row that is not complete. */
	problem: string;
	/** Returns the existing record for a row. */
	find(row: New): object | undefined;
	create(row: New): void;
	update(record: object, row: New): void;
}

const MAX_IMMEDIATE_ROWS = 500;

export function importRows<New extends object>(
	body: unknown,
	rules: ImportRules<New>,
): MockResponse {
	const sent = body as Import<New>;
	const rows = sent.rows ?? (readRows(sent) as New[]);
	const counts = { created_count: 0, updated_count: 0, skipped_count: 0 };
	const errors: Array<{ row_number: number; code: string; message: string }> = [];
	for (const [index, fields] of rows.entries()) {
		const row = { ...fields, ...(sent.tags && { tags: sent.tags }) };
		const existing = rules.find(row);
		if (!rules.isComplete(row)) {
			errors.push({ row_number: index + 1, code: 'validation_error', message: rules.problem });
		} else if (!existing) {
			rules.create(row);
			counts.created_count += 1;
		} else if (sent.update_existing) {
			rules.update(existing, row);
			counts.updated_count += 1;
		} else {
			counts.skipped_count += 1;
		}
	}
	const job_id = `imp_${randomUUID()}`;
	// Larger imports are queued. Here they are done at once, but the response says queued
	if (rows.length > MAX_IMMEDIATE_ROWS) return ok({ job_id, status: 'queued' });
	return ok({ job_id, status: 'completed', ...counts, errors });
}

function readRows({ csv = '', has_header = true, mapping = {} }: Import<object>): object[] {
	const lines = parseCsv(csv);
	const header = has_header ? lines.shift() : lines[0]?.map((_, index) => String(index));
	const names = (header ?? []).map((name) => mapping[name] ?? name);
	return lines.map((cells) =>
		Object.fromEntries<string>(
			names.map((name, index) => [name, cells[index]] as const).filter(([, cell]) => cell),
		),
	);
}
