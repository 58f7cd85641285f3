/** Links contacts to custom objects one by one, since SprintHub has no batch call. */
import type { Sandbox } from '../../mockServers';
import type { Target } from '../variants';
import { bareLoop, httpRequest, ourNode } from '../variants';
import type { Case } from './case';
import { BEST_SETTING, describeConditions } from './case';

const COUNT = 1000;
const DELAY_MS = 50;
const BARE_LOOP_CONCURRENCY = 10;

const linkCall = {
	path: '/customobjects/link',
	body: '={{ JSON.stringify({ objectId: $json.objectId, linkType: "lead", targetId: $json.targetId, amount: 1 }) }}',
};
const linkParameters = {
	resource: 'customObject',
	operation: 'linkContact',
	objectId: '={{ $json.objectId }}',
	contactId: '={{ $json.targetId }}',
};

export function linkContacts(target: Target, server: Sandbox['sprintHub']): Case {
	const pairs = Array.from({ length: COUNT }, (_, index) => ({
		objectId: index + 1,
		targetId: 100_000 + index,
	}));
	const seed = () => {
		const { objects, leads } = server.state;
		for (const { objectId, targetId } of pairs) {
			objects.set(objectId, { id: objectId, definitionId: 1 });
			leads.set(targetId, { id: targetId });
		}
	};
	return {
		title: `SprintHub: link 1,000 contacts to custom objects, ${describeConditions({ delayMs: DELAY_MS })}`,
		provider: 'sprintHub',
		items: pairs,
		conditions: { delayMs: DELAY_MS, seed },
		variants: [
			ourNode(target, linkParameters),
			ourNode(
				target,
				{ ...linkParameters, options: { maxConcurrentRequests: 100 } },
				'this package, Max Concurrent Requests 100',
			),
			httpRequest(target, linkCall),
			bareLoop(
				target,
				{
					path: linkCall.path,
					keys: ['objectId', 'targetId'],
					rest: { linkType: 'lead', amount: 1 },
				},
				BARE_LOOP_CONCURRENCY,
			),
		],
		tunedVariant: (batchSize) => httpRequest(target, linkCall, { batchSize }, BEST_SETTING),
	};
}
