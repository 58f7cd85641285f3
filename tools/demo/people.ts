/** The people of examples/people.csv, read without n8n so that its work can be checked. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { Person } from '../mockServers';

export type { Person };

export const PEOPLE_FILE = path.join(__dirname, '../../examples/people.csv');

export function readPeople(): Person[] {
	const [header, ...rows] = readFileSync(PEOPLE_FILE, 'utf8').trim().split('\n').map(cells);
	return rows.map(
		(row) => Object.fromEntries(header.map((name, at) => [name, row[at]])) as unknown as Person,
	);
}

/** A cell may stand in quotes; quotes inside of it are doubled then. */
function cells(line: string): string[] {
	return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(
		([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain,
	);
}
