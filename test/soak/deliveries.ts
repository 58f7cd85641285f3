/** Soaks the LeadLex Trigger with duplicate, repeated and forged deliveries while n8n fails to store some. */
import fc from 'fast-check';
import { setTimeout as wait } from 'node:timers/promises';
import { inspect } from 'node:util';

import type { DeliveryOptions } from '../../tools/mockServers';
import type { World } from '../support/world';
import { numberOf, timesById } from './recordedState';
import type { Report } from './report';

const TYPE = 'n8n-nodes-contactlink.leadLexTrigger';
const EVENTS = ['contact.created', 'contact.updated', 'deal.created'];
const CONCURRENT_DELIVERIES = 20;
/** Scales the documented retry delays, the longest of which is six hours. */
const RETRY_SCALE = 1e-6;

const deliveryPlan = fc.record({
	event: fc.constantFrom(...EVENTS),
	envelope: fc.constantFrom('guide', 'catalog'),
	forged: fc.oneof(
		{ arbitrary: fc.constant(undefined), weight: 4 },
		{ arbitrary: fc.constantFrom('key', 'body', 'timestamp', 'unsigned'), weight: 1 },
	),
	twice: fc.boolean(),
	/** The number of executions that n8n fails to store. */
	notStored: fc.constantFrom(0, 0, 0, 1, 2),
	/** Milliseconds that n8n takes to store an execution. */
	storesIn: fc.constantFrom(0, 0, 1, 5),
});

/** Sends `count` deliveries and checks that each genuine one started exactly one execution. */
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
		for (let from = 0; from < count; from += CONCURRENT_DELIVERIES) {
			const batch = plans.slice(from, from + CONCURRENT_DELIVERIES);
			await Promise.all(
				batch.map(async ({ event, envelope, forged, twice, notStored }, index) => {
					failures = notStored;
					const options: DeliveryOptions = {
						envelope,
						twice,
						forged,
						retry: forged ? undefined : RETRY_SCALE,
					};
					const data = { [event.split('.')[0]]: { id: numberOf(from + index), name: 'A name' } };
					const attempts = await leadLex.deliver(event, data, options);
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
		for (const [index, { forged }] of plans.entries()) {
			const times = started.get(numberOf(index)) ?? 0;
			const line = `LeadLex Trigger, seed ${seed}: delivery ${index} started ${times} executions`;
			if (forged && times > 0) report.violations['forgery believed'].push(line);
			if (!forged && times === 0) report.violations.lost.push(line);
			if (!forged && times > 1) report.violations['written twice'].push(line);
			if (!forged && times === 1) report.succeeded++;
			if (forged && times === 0) report.refused++;
		}
		const sent = new Set(plans.map((_, index) => numberOf(index)));
		if ([...started.keys()].some((id) => !sent.has(id))) {
			report.violations['forgery believed'].push(`LeadLex Trigger, seed ${seed}: other executions`);
		}
		if (leadLex.state.webhooks.size > 0) {
			report.violations.lost.push(`LeadLex Trigger, seed ${seed}: a registration is left`);
		}
		const output = inspect(executions, { depth: Infinity, maxArrayLength: null });
		if (output.includes(world.secretOf('leadLex'))) {
			report.violations['secret in the run'].push(`LeadLex Trigger, seed ${seed}`);
		}
	} finally {
		await trigger.stop();
	}
}
