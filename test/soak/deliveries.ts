/** LeadLex Trigger while deliveries are doubled, sent again and forged, and n8n cannot store each. */
import fc from 'fast-check';
import { setTimeout as wait } from 'node:timers/promises';
import { inspect } from 'node:util';

import type { DeliveryOptions } from '../../tools/mockServers';
import type { World } from '../support/world';
import { numberOf, timesById } from './recordedState';
import type { Report } from './report';

const TYPE = 'n8n-nodes-contactlink.leadLexTrigger';
const EVENTS = ['contact.created', 'contact.updated', 'deal.created'];
const AT_ONCE = 20;
/** Of the documented delays, the longest of which is six hours. */
const FASTER = 1e-6;

const deliveryPlan = fc.record({
	event: fc.constantFrom(...EVENTS),
	envelope: fc.constantFrom('guide', 'catalog'),
	forged: fc.oneof(
		{ arbitrary: fc.constant(undefined), weight: 4 },
		{ arbitrary: fc.constantFrom('key', 'body', 'timestamp', 'unsigned'), weight: 1 },
	),
	twice: fc.boolean(),
	/** How many deliveries n8n fails to store meanwhile. */
	notStored: fc.constantFrom(0, 0, 0, 1, 2),
	/** Milliseconds that it takes to store one. */
	storesIn: fc.constantFrom(0, 0, 1, 5),
});

/** Sends so many deliveries, and asks whether each started one execution. */
export async function soakDeliveries(
	world: World,
	{ count, seed }: { count: number; seed: number },
	report: Report,
): Promise<void> {
	world.reset();
	const { leadLex } = world.sandbox;
	const plans = fc.sample(deliveryPlan, { seed, numRuns: count });
	let failures = 0;
	let stored = 0;
	const trigger = await world.engine.hostTrigger(TYPE, {
		parameters: { events: EVENTS },
		async beforeStore() {
			await wait(plans[stored++ % count].storesIn);
			if (failures-- > 0) throw new Error('The database is gone');
		},
	});
	try {
		await trigger.activate();
		for (let from = 0; from < count; from += AT_ONCE) {
			const some = plans.slice(from, from + AT_ONCE);
			await Promise.all(
				some.map(async ({ event, envelope, forged, twice, notStored }, at) => {
					failures = notStored;
					const how: DeliveryOptions = {
						envelope,
						twice,
						forged,
						retry: forged ? undefined : FASTER,
					};
					const data = { [event.split('.')[0]]: { id: numberOf(from + at), name: 'A name' } };
					const attempts = await leadLex.deliver(event, data, how);
					report.deliveries += attempts.length;
					if (forged) report.forgeries += attempts.length;
				}),
			);
			await trigger.waitUntilIdle();
		}
		await trigger.deactivate();
		const { executions } = trigger.database;
		report.executions += executions.length;
		report.items += count;
		const started = timesById(executions.map(({ items }) => items[0]));
		for (const [at, { forged }] of plans.entries()) {
			const times = started.get(numberOf(at)) ?? 0;
			const line = `LeadLex Trigger, seed ${seed}: delivery ${at} started ${times} executions`;
			if (forged && times > 0) report.broken['forgery believed'].push(line);
			if (!forged && times === 0) report.broken.lost.push(line);
			if (!forged && times > 1) report.broken['written twice'].push(line);
			if (!forged && times === 1) report.succeeded++;
			if (forged && times === 0) report.refused++;
		}
		const sent = new Set(plans.map((_, at) => numberOf(at)));
		if ([...started.keys()].some((id) => !sent.has(id))) {
			report.broken['forgery believed'].push(`LeadLex Trigger, seed ${seed}: other executions`);
		}
		if (leadLex.state.webhooks.size > 0) {
			report.broken.lost.push(`LeadLex Trigger, seed ${seed}: a registration is left`);
		}
		const everything = inspect(executions, { depth: Infinity, maxArrayLength: null });
		if (everything.includes(world.secretOf('leadLex'))) {
			report.broken['secret in the run'].push(`LeadLex Trigger, seed ${seed}`);
		}
	} finally {
		await trigger.stop();
	}
}
