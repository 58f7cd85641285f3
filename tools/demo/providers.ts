/** What the demo does with each provider, and how it finds out whether that worked. */
import type { IDataObject } from 'n8n-workflow';

import type { NodeToRun } from '../engine';
import { PROVIDERS, providers as registered } from '../mockServers';
import type { Provider as Registered, ProviderKey, Sandbox } from '../mockServers';
import type { Person } from './people';

export interface Provider {
	key: ProviderKey;
	name: string;
	/** In examples/. */
	workflow: string;
	countRecords(sandbox: Sandbox): { contacts: number; orders: number; links: number };
	findProblem(sandbox: Sandbox, person: Person): string | undefined;
	failingCase(person: Person): { what: string; node: NodeToRun; item: IDataObject };
}

export const providers = PROVIDERS.map((key): Provider => {
	const { name, scenario } = registered[key] as Registered<object>;
	return {
		key,
		name,
		workflow: scenario.workflow,
		countRecords: (sandbox) => scenario.countRecords(sandbox[key].state),
		findProblem: (sandbox, person) => scenario.problem(sandbox[key].state, person),
		failingCase(person) {
			const { parameters, ...rest } = scenario.failingCase(person);
			return { ...rest, node: { type: `n8n-nodes-contactlink.${key}`, parameters } };
		},
	};
});
