/** Reads the contract of a provider. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import type { ContractName } from '../server/types';

export type Schema = Record<string, unknown>;

export interface Contract extends Schema {
	paths: Record<string, Record<string, unknown>>;
	components?: { securitySchemes?: Record<string, { type: string; in?: string; name?: string }> };
}

const root = path.resolve(__dirname, '..', '..', '..');
const cache = path.join(root, 'node_modules', '.cache', 'contracts');

/** Keeps the contract as JSON, since every process would need a third of a second to parse the YAML. */
export function readContract(name: ContractName): Contract {
	const yaml = readFileSync(path.join(root, 'contracts', `${name}.openapi.yaml`), 'utf8');
	const file = path.join(cache, `${createHash('sha256').update(yaml).digest('hex')}.json`);
	if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Contract;
	const contract = load(yaml) as Contract;
	mkdirSync(cache, { recursive: true });
	// Another process never reads half of a file that is renamed
	const draft = `${file}.${process.pid}`;
	writeFileSync(draft, JSON.stringify(contract));
	renameSync(draft, file);
	return contract;
}
