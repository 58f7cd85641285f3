/** Imports of rows or CSV text. */
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

interface Way<New> {
	/** Rows of a CSV were not checked against the contract. */
	isComplete(row: New): boolean;
	problem: string;
	/** The record that is this row already. */
	find(row: New): object | undefined;
	create(row: New): void;
	update(record: object, row: New): void;
}

const AT_ONCE = 500;

export function importRows<New extends object>(body: unknown, way: Way<New>): MockResponse {
	const sent = body as Import<New>;
	const rows = sent.rows ?? (readRows(sent) as New[]);
	const counts = { created_count: 0, updated_count: 0, skipped_count: 0 };
	const errors: Array<{ row_number: number; code: string; message: string }> = [];
	for (const [at, fields] of rows.entries()) {
		const row = { ...fields, ...(sent.tags && { tags: sent.tags }) };
		const existing = way.find(row);
		if (!way.isComplete(row)) {
			errors.push({ row_number: at + 1, code: 'validation_error', message: way.problem });
		} else if (!existing) {
			way.create(row);
			counts.created_count += 1;
		} else if (sent.update_existing) {
			way.update(existing, row);
			counts.updated_count += 1;
		} else {
			counts.skipped_count += 1;
		}
	}
	const job_id = `imp_${randomUUID()}`;
	// More rows are only queued: here they are there at once, but the answer does not say so
	if (rows.length > AT_ONCE) return ok({ job_id, status: 'queued' });
	return ok({ job_id, status: 'completed', ...counts, errors });
}

function readRows({ csv = '', has_header = true, mapping = {} }: Import<object>): object[] {
	const lines = parseCsv(csv);
	const header = has_header ? lines.shift() : lines[0]?.map((_, at) => String(at));
	const names = (header ?? []).map((name) => mapping[name] ?? name);
	return lines.map((cells) =>
		Object.fromEntries<string>(
			names.map((name, at) => [name, cells[at]] as const).filter(([, cell]) => cell),
		),
	);
}
