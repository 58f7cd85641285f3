/** The cases of the bench, in the order in which they are measured and shown. */
import type { ProviderKey, Sandbox } from '../../mockServers';
import type { Target } from '../variants';
import type { Case } from './case';
import * as leadLexCases from './leadLex';
import * as sprintHubCases from './sprintHub';
import * as voxworksCases from './voxworks';

export type { Case } from './case';

export function casesFor(sandbox: Sandbox, targets: Record<ProviderKey, Target>): Case[] {
	const { voxworks, leadLex, sprintHub } = targets;
	return [
		voxworksCases.createTuned(voxworks, 1000, {}),
		voxworksCases.createTuned(voxworks, 1000, { delayMs: 50 }),
		leadLexCases.linkContacts(leadLex, sandbox.leadLex, 0),
		leadLexCases.linkContacts(leadLex, sandbox.leadLex, 50),
		sprintHubCases.linkContacts(sprintHub, sandbox.sprintHub),
		voxworksCases.createWithLimit(voxworks, 1000, 20),
		voxworksCases.createInThreeWorkflows(voxworks, 200, 20),
		leadLexCases.getMany(leadLex, sandbox.leadLex),
		leadLexCases.createMany(leadLex),
		leadLexCases.createOrUpdate(leadLex, sandbox.leadLex),
		leadLexCases.createOrUpdateMany(leadLex, sandbox.leadLex, 50),
		leadLexCases.createOrUpdateManyWithLimit(leadLex, sandbox.leadLex, 10),
		voxworksCases.create(voxworks, 10_000, {}),
		voxworksCases.createForMemory(voxworks, 10_000),
		voxworksCases.createForLatency(voxworks, 100_000),
	];
}
