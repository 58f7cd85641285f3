/** Reads the contract of a provider. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import { writeAtomically } from '../../writeAtomically';
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
	writeAtomically(file, JSON.stringify(contract));
	return contract;
}
