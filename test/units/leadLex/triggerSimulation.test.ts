/**
 * Deliveries to LeadLex Trigger for 200 simulated days. SIMULATED_DAYS is how many days each of the four seeds takes.
 * The functions are those of the webhook and of `execute`; n8n is a record of what it stored.
 */
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { createHmac } from 'node:crypto';
import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	IWebhookFunctions,
} from 'n8n-workflow';

import type { StaticData } from '../../../nodes/LeadLex/trigger/staticData';
import { confirmDeliveries, receiveDelivery } from '../../../nodes/LeadLex/trigger/webhook';
import type { SeededRandom } from '../../support/seededRandom';
import { seededRandom } from '../../support/seededRandom';

const DAYS = Number(process.env.SIMULATED_DAYS ?? 50);
const START = Date.UTC(2026, 1, 25);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SECRET = 'whsec_of_the_webhook';
const MAX_STATIC_DATA = 100_000;
/** When LeadLex tries again, by its guide. */
const RETRIES = [10 * MINUTE, HOUR, 6 * HOUR];

interface Delivery {
	id: number;
	body: Buffer;
	signature: string;
	/** When LeadLex sends it, and sends it again. */
	sendAt: number;
	attempt: number;
	/** Whether LeadLex sends each attempt twice. */
	isDoubled: boolean;
}

/** Copies what n8n stores, as reading it from the database does. Copies by way of JSON would take most of the time. */
const copyOf = ({ registration, seen }: StaticData): StaticData => ({
	registration: { ...registration },
	seen: seen && [...seen],
});

beforeEach(() => void jest.useFakeTimers({ now: START }));
afterEach(() => void jest.useRealTimers());

class SimulatedN8n {
	/** How often each delivery has started the workflow. */
	readonly starts = new Map<number, number>();
	/** The answers to what LeadLex did not send. */
	readonly acceptedForgeries: string[] = [];
	largest = 0;
	private stored: StaticData = {
		registration: { id: 'w-1', secret: SECRET, url: 'https://n8n.example/w', since: START },
	};
	/** The trigger keeps its state in the process by the workflow's ID, so a new one is as good as a restart. */
	private restarts = 0;

	constructor(private readonly seed: number) {}

	restart(): void {
		this.restarts++;
		const text = JSON.stringify(this.stored);
		this.largest = Math.max(this.largest, text.length);
		this.stored = JSON.parse(text) as StaticData;
	}

	/** Returns the status that LeadLex gets. */
	async receive(body: Buffer, headers: IDataObject, isStoring = true): Promise<number> {
		const staticData = copyOf(this.stored);
		const response = new SimulatedResponse();
		const { workflowData } = receiveDelivery(
			this.contextWith(staticData, { body, headers, response }),
		);
		if (!workflowData) return response.statusCode;
		if (!isStoring) return response.end(500);
		response.end(200);
		// The item is stored until the execution begins
		await this.execute(
			staticData,
			JSON.parse(JSON.stringify(workflowData[0][0])) as INodeExecutionData,
		);
		return 200;
	}

	private async execute(staticData: StaticData, item: INodeExecutionData): Promise<void> {
		const context = {
			...this.contextWith(staticData, {}),
			getInputData: () => [item],
			getExecutionId: () => '1',
		};
		const [items] = await confirmDeliveries(context as unknown as IExecuteFunctions);
		this.stored = copyOf(staticData);
		for (const { json: output } of items) {
			const number = Number(output.number);
			if (Number.isNaN(number)) this.acceptedForgeries.push(JSON.stringify(output));
			this.starts.set(number, (this.starts.get(number) ?? 0) + 1);
		}
	}

	private contextWith(
		staticData: StaticData,
		{ body, headers = {}, response }: { body?: Buffer; headers?: IDataObject; response?: object },
	): IWebhookFunctions {
		return {
			getWorkflowStaticData: () => staticData,
			getNode: () => ({ name: 'LeadLex Trigger' }),
			getWorkflow: () => ({ id: `workflow-${this.seed}-${this.restarts}` }),
			getMode: () => 'webhook',
			getTimezone: () => 'UTC',
			getNodeParameter: () => ({}),
			getResponseObject: () => response,
			getRequestObject: () => ({ rawBody: body }),
			getHeaderData: () => headers,
			logger: { warn: () => {} },
		} as unknown as IWebhookFunctions;
	}
}

class SimulatedResponse {
	statusCode = 200;
	writableEnded = false;
	private readonly listeners: Array<() => void> = [];

	status(code: number) {
		this.statusCode = code;
		return { json: () => void this.end(code) };
	}

	once(_: 'close', listener: () => void): void {
		this.listeners.push(listener);
	}

	end(code: number): number {
		this.statusCode = code;
		this.writableEnded = true;
		for (const listener of this.listeners) listener();
		return code;
	}
}

const sign = (body: Buffer, secret = SECRET) =>
	`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

const BLANK_IDS = ['', ' ', 0, false, null, undefined];
const isoOf = (time: number) => new Date(time).toISOString();

/** A delivery in one of the documented forms, or in one that is only nearly so. */
function newDelivery(id: number, now: number, random: SeededRandom): Delivery {
	const happenedAt = now - random.between(0, 5 * MINUTE) + random.between(0, 2 * MINUTE);
	const ids: unknown[] = random.next() < 0.1 ? BLANK_IDS : [`d-${id}`, id + 1];
	const metadata = { number: id, [random.pick(['text', 'x'])]: random.pick(['é', '漢', '']) };
	const deliveryId = random.pick(ids);
	const time = random.pick([isoOf(happenedAt), isoOf(happenedAt).slice(0, -1), happenedAt]);
	const body =
		random.next() < 0.5
			? {
					event: 'contact.created',
					delivery_id: deliveryId,
					occurred_at: time,
					...metadata,
					data: {},
				}
			: {
					type: 'deal.updated',
					id: deliveryId,
					created_at: time,
					...metadata,
					data: random.pick([{}, null, 7, []]),
				};
	const bytes = Buffer.from((random.next() < 0.1 ? '\uFEFF' : '') + JSON.stringify(body));
	return {
		id,
		body: bytes,
		signature: sign(bytes),
		sendAt: now,
		attempt: 0,
		isDoubled: random.next() < 0.1,
	};
}

/** What anybody may send to the address of a webhook. */
function forgeries(genuine: Delivery, now: number): Array<[Buffer, IDataObject]> {
	const header = { 'x-leadlex-timestamp': isoOf(now) };
	const changed = Buffer.concat([genuine.body, Buffer.from(' ')]);
	const withBody = (value: unknown) => {
		const body = Buffer.from(JSON.stringify(value));
		return [body, { 'x-leadlex-signature': sign(body) }] as [Buffer, IDataObject];
	};
	return [
		[changed, { 'x-leadlex-signature': genuine.signature, ...header }],
		[genuine.body, header],
		[genuine.body, { 'x-leadlex-signature': sign(genuine.body, 'another'), ...header }],
		[Buffer.from(''), { 'x-leadlex-signature': sign(Buffer.from('')), ...header }],
		withBody(null),
		withBody(['contact.created']),
		withBody({ data: {} }),
		withBody({ event: 'contact.created', delivery_id: 'old', occurred_at: isoOf(now - 25 * HOUR) }),
		withBody({ event: 'contact.created', delivery_id: 'ahead', occurred_at: isoOf(now + HOUR) }),
	];
}

async function simulate(seed: number): Promise<string[]> {
	const random = seededRandom(seed);
	const n8n = new SimulatedN8n(seed);
	const queue: Delivery[] = [];
	const problems: string[] = [];
	let count = 0;
	let now = START;
	let downUntil = 0;
	const end = START + DAYS * 24 * HOUR;
	const send = async (delivery: Delivery) => {
		const headers = {
			'x-leadlex-signature': delivery.signature,
			'x-leadlex-timestamp': isoOf(random.pick([now, now - 8 * HOUR])),
		};
		const isDown = now < downUntil && delivery.attempt < RETRIES.length;
		const isStoring = random.next() > 0.02 || delivery.attempt === RETRIES.length;
		const status = isDown ? 503 : await n8n.receive(delivery.body, headers, isStoring);
		if (delivery.isDoubled && !isDown) await n8n.receive(delivery.body, headers);
		// LeadLex may not get the response of n8n
		const isAnswered = status < 300 && random.next() > 0.03;
		if (isAnswered || delivery.attempt === RETRIES.length) return;
		queue.push({
			...delivery,
			sendAt: now + RETRIES[delivery.attempt],
			attempt: delivery.attempt + 1,
		});
	};
	while (now < end || queue.length > 0) {
		const isFlood = random.between(0, 200) === 0;
		const isOver = now >= end;
		for (let index = isOver ? 0 : isFlood ? 300 : random.between(0, 3); index > 0; index--) {
			queue.push(newDelivery(count++, now, random));
		}
		const due = queue.filter(({ sendAt }) => sendAt <= now);
		queue.splice(0, queue.length, ...queue.filter(({ sendAt }) => sendAt > now));
		// Not in the order in which they happened
		for (const delivery of due.sort(() => random.next() - 0.5)) await send(delivery);
		if (due.length > 0 && random.next() < 0.3) {
			for (const [body, headers] of forgeries(due[0], now)) await n8n.receive(body, headers);
		}
		if (random.between(0, 20) === 0) n8n.restart();
		if (random.between(0, 100) === 0) downUntil = now + random.pick([5 * MINUTE, HOUR, 5 * HOUR]);
		now += random.pick([1, 5, 10, 30, 120]) * MINUTE;
		jest.setSystemTime(now);
	}
	for (let id = 0; id < count; id++) {
		const starts = n8n.starts.get(id) ?? 0;
		if (starts !== 1) problems.push(`delivery ${id} started the workflow ${starts} times`);
	}
	if (n8n.acceptedForgeries.length > 0) problems.push(n8n.acceptedForgeries[0]);
	if (n8n.largest >= MAX_STATIC_DATA) problems.push(`static data of ${n8n.largest} characters`);
	return problems;
}

test.each([1, 2, 3, 4])(
	'each delivery starts the workflow once, whatever else arrives: seed %i',
	async (seed) => {
		expect((await simulate(seed)).slice(0, 10)).toEqual([]);
	},
	600_000,
);
