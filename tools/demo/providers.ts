/** The workflow and the failing case of each provider, and how to check the result. */
import type { IDataObject } from 'n8n-workflow';

import type { NodeToRun } from '../engine';
import { PROVIDERS, providers as registered } from '../mockServers';
import type { Provider as Registered, ProviderKey, Sandbox } from '../mockServers';
import type { Person } from './people';

export interface Provider {
	key: ProviderKey;
	name: string;
	/** The file in examples/. */
	workflow: string;
	/** Counts the records that the workflow has created. */
	countRecords(sandbox: Sandbox): { contacts: number; orders: number; links: number };
	/** What is wrong with a person's records; undefined if nothing is. */
	findProblem(sandbox: Sandbox, person: Person): string | undefined;
	/** A node and an item that must fail, to show the message. */
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
