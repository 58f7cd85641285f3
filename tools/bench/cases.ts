/** The cases of the bench, each with the ways to do it. */
import type { INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../mockServers';
import type { Provider } from '../../test/support/world';
import { people } from '../../test/support/world';
import { leadLexCases } from './leadLex';
import type { Conditions } from './measure';
import type { Target, Variant } from './variants';
import { bareLoop, codeAndHttpRequest, httpRequest, ours } from './variants';

export interface Case {
	title: string;
	provider: Provider;
	items: object[];
	/** Where the items do not say how many records there are. */
	records?: number;
	/** So many executions start at the same moment, and what counts is when the last one has ended. */
	atOnce?: number;
	conditions: Conditions;
	variants: Variant[];
	/** Settings of the HTTP Request node to try first: the fastest is measured as its best one. */
	tuned?: (batchSize: number) => Variant;
	/** Each run in an n8n that was started for it, so that its memory is that of this run. */
	memory?: boolean;
	/** Takes minutes, so it is done once. */
	isLong?: boolean;
}

const COMPANY = 'co-001';

export function casesFor(sandbox: Sandbox, targets: Record<Provider, Target>): Case[] {
	const { voxworks, leadLex, sprintHub } = targets;
	const createCallOf = (phone: string) => ({
		path: '/api/v1/create-contact',
		body: `={{ JSON.stringify({ phone_number: ${phone}, first_name: $json.first_name }) }}`,
	});
	const PHONE = '$json.phone_number';
	const createCall = createCallOf(PHONE);
	const best = 'HTTP Request, best setting found';

	const voxworksCreate = (count: number, conditions: Conditions, phone = PHONE): Case => ({
		title: `Voxworks: create ${count.toLocaleString('en')} contacts, ${told(conditions)}`,
		provider: 'voxworks',
		items: people(count).map(({ name, phone }) => ({ phone_number: phone, first_name: name })),
		conditions,
		variants: [
			ours(voxworks, {
				resource: 'contact',
				operation: 'create',
				phoneNumber: `={{ ${phone} }}`,
				firstName: '={{ $json.first_name }}',
				ifExists: 'fail',
			}),
			httpRequest(voxworks, createCallOf(phone)),
		],
	});
	const freeVoxworksCreate = (count: number, conditions: Conditions): Case => {
		const base = voxworksCreate(count, conditions);
		const ceiling = { path: createCall.path, keys: ['phone_number', 'first_name'] as const };
		return {
			...base,
			variants: [...base.variants, bareLoop(voxworks, ceiling, 100)],
		};
	};
	const tuned = (batchSize: number) => httpRequest(voxworks, createCall, { batchSize }, best);
	/** Beside the bare loop, whose silence is that of n8n alone. */
	const alone = (count: number): Case => {
		const { title, variants, ...rest } = freeVoxworksCreate(count, {});
		const [mine, , ceiling] = variants;
		return {
			...rest,
			title: `${title}, n8n started for each run`,
			variants: [mine, ceiling],
			memory: true,
		};
	};
	const memory = (count: number): Case => {
		const base = alone(count);
		const { variants } = voxworksCreate(count, {});
		const batching = httpRequest(
			voxworks,
			createCall,
			{ batchSize: 50 },
			'HTTP Request, 50 at once',
		);
		return { ...base, variants: [...variants, batching] };
	};
	/** The bare loop would stop at the first 429. */
	const limitedVoxworksCreate = (count: number, requests: number): Case => {
		const base = voxworksCreate(count, {
			limit: { requests, perMs: 1000, retryAfter: true },
		});
		const batching = { batchSize: requests, batchInterval: 1000 };
		const name = `HTTP Request, ${requests} every second`;
		return {
			...base,
			variants: [...base.variants, httpRequest(voxworks, createCall, batching, name)],
		};
	};

	const threeAtOnce = (count: number, requests: number): Case => {
		const atOnce = 3;
		// All of them have the same items, and the numbers of the executions follow each other
		const phone = `${PHONE} + $execution.id % ${atOnce}`;
		const limit = { requests, perMs: 1000, retryAfter: true };
		const base = voxworksCreate(count, { limit }, phone);
		const share = Math.floor(requests / atOnce);
		const batching = { batchSize: share, batchInterval: 1000 };
		const name = `HTTP Request, ${share} every second in each`;
		return {
			...base,
			title: `Voxworks: ${atOnce} workflows at once create ${count} contacts each, ${told(base.conditions)}`,
			records: atOnce * count,
			atOnce,
			variants: [...base.variants, httpRequest(voxworks, createCallOf(phone), batching, name)],
		};
	};

	const linkCall = {
		path: `/v1/companies/${COMPANY}/contacts/link`,
		body: '={{ JSON.stringify({ contact_ids: [$json.id] }) }}',
	};
	const batchCall = { ...linkCall, body: '={{ JSON.stringify({ contact_ids: $json.ids }) }}' };
	const makeBatches = [
		'const ids = $input.all().map((item) => item.json.id);',
		'const batches = [];',
		'for (let at = 0; at < ids.length; at += 100) batches.push({ json: { ids: ids.slice(at, at + 100) } });',
		'return batches;',
	].join('\n');
	const linkParameters: INodeParameters = {
		resource: 'company',
		operation: 'linkContacts',
		companyId: { __rl: true, mode: 'id', value: COMPANY },
		contactIds: '={{ $json.id }}',
	};
	const contactIds = Array.from({ length: 1000 }, (_, at) => `contact-${at}`);
	const leadLexLink = (delayMs: number): Case => ({
		title: `LeadLex: link 1,000 contacts to one company, ${told({ delayMs })}`,
		provider: 'leadLex',
		items: contactIds.map((id) => ({ id })),
		conditions: {
			delayMs,
			seed: () => {
				for (const id of contactIds) {
					sandbox.leadLex.state.contacts.set(id, { id, related_company_id: null });
				}
			},
		},
		variants: [
			ours(leadLex, linkParameters),
			httpRequest(leadLex, linkCall),
			codeAndHttpRequest(leadLex, batchCall, makeBatches),
		],
		tuned: (batchSize) => httpRequest(leadLex, linkCall, { batchSize }, best),
	});

	const sprintHubCall = {
		path: '/customobjects/link',
		body: '={{ JSON.stringify({ objectId: $json.objectId, linkType: "lead", targetId: $json.targetId, amount: 1 }) }}',
	};
	const pairs = Array.from({ length: 1000 }, (_, at) => ({
		objectId: at + 1,
		targetId: 100_000 + at,
	}));
	const sprintHubParameters: INodeParameters = {
		resource: 'customObject',
		operation: 'linkContact',
		objectId: '={{ $json.objectId }}',
		contactId: '={{ $json.targetId }}',
	};
	const sprintHubLink: Case = {
		title: `SprintHub: link 1,000 contacts to custom objects, ${told({ delayMs: 50 })}`,
		provider: 'sprintHub',
		items: pairs,
		conditions: {
			delayMs: 50,
			seed: () => {
				const { objects, leads } = sandbox.sprintHub.state;
				for (const { objectId, targetId } of pairs) {
					objects.set(objectId, { id: objectId, definitionId: 1 });
					leads.set(targetId, { id: targetId });
				}
			},
		},
		variants: [
			ours(sprintHub, sprintHubParameters),
			ours(
				sprintHub,
				{ ...sprintHubParameters, options: { maxConcurrentRequests: 100 } },
				'this package, Max Concurrent Requests 100',
			),
			httpRequest(sprintHub, sprintHubCall),
			bareLoop(
				sprintHub,
				{
					path: sprintHubCall.path,
					keys: ['objectId', 'targetId'],
					rest: { linkType: 'lead', amount: 1 },
				},
				10,
			),
		],
		tuned: (batchSize) => httpRequest(sprintHub, sprintHubCall, { batchSize }, best),
	};

	return [
		{ ...freeVoxworksCreate(1000, {}), tuned },
		{ ...freeVoxworksCreate(1000, { delayMs: 50 }), tuned },
		leadLexLink(0),
		leadLexLink(50),
		sprintHubLink,
		limitedVoxworksCreate(1000, 20),
		threeAtOnce(200, 20),
		...leadLexCases(sandbox, leadLex),
		freeVoxworksCreate(10_000, {}),
		memory(10_000),
		{ ...alone(100_000), isLong: true },
	];
}

function told({ delayMs = 0, limit }: Conditions): string {
	if (limit) return `${limit.requests} requests a second allowed`;
	return `server answers in ${delayMs} ms`;
}
