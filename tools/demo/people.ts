/** Reads examples/people.csv without n8n, so that what n8n made of it can be checked. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { Person } from '../mockServers';

export type { Person };

export const PEOPLE_FILE = path.join(__dirname, '../../examples/people.csv');

export function readPeople(): Person[] {
	const [header, ...rows] = readFileSync(PEOPLE_FILE, 'utf8').trim().split('\n').map(cells);
	return rows.map(
		(row) =>
			Object.fromEntries(header.map((name, index) => [name, row[index]])) as unknown as Person,
	);
}

/** Splits a line. A cell may be quoted, and quotes inside a quoted cell are doubled. */
function cells(line: string): string[] {
	return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(
		([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain,
	);
}
