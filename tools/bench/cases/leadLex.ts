/** Links, lists, creates and updates contacts, all of which LeadLex does in pages or batches. */
import type { INodeParameters, NodeParameterValueType } from 'n8n-workflow';

import type { Sandbox } from '../../mockServers';
import { addContact } from '../../mockServers/leadlex/contactRecords';
import type { Conditions } from '../measure';
import type { Target, Variant } from '../variants';
import {
	codeAndHttpRequest,
	codeNode,
	httpRequest,
	ourNode,
	requestNode,
	splitOut,
} from '../variants';
import type { Case } from './case';
import { BEST_SETTING, describeConditions, MINUTE } from './case';

type LeadLex = Sandbox['leadLex'];

const COMPANY = 'co-001';
const CONTACTS = '/v1/contacts';
const MAX_PAGE_SIZE = 100;
const MAX_LINK_BATCH_SIZE = 100;
const MAX_CREATE_BATCH_SIZE = 500;

const persons = (count: number) =>
	Array.from({ length: count }, (_, index) => ({
		full_name: `Person ${index}`,
		email: `person-${index}@example.com`,
	}));

const seedPersons = (server: LeadLex, count: number) => () => {
	for (const person of persons(count)) addContact(person, server.state);
};

const nameAndEmail = { fullName: '={{ $json.full_name }}', email: '={{ $json.email }}' };

const linkParameters: INodeParameters = {
	resource: 'company',
	operation: 'linkContacts',
	companyId: { __rl: true, mode: 'id', value: COMPANY },
	contactIds: '={{ $json.id }}',
};
const linkCall = {
	path: `/v1/companies/${COMPANY}/contacts/link`,
	body: '={{ JSON.stringify({ contact_ids: [$json.id] }) }}',
};
const batchLinkCall = {
	path: linkCall.path,
	body: '={{ JSON.stringify({ contact_ids: $json.ids }) }}',
};
const makeLinkBatches = `
const ids = $input.all().map((item) => item.json.id);
const batches = [];
for (let at = 0; at < ids.length; at += ${MAX_LINK_BATCH_SIZE}) {
	batches.push({ json: { ids: ids.slice(at, at + ${MAX_LINK_BATCH_SIZE}) } });
}
return batches;
`.trim();

export function linkContacts(target: Target, server: LeadLex, delayMs: number): Case {
	const ids = Array.from({ length: 1000 }, (_, index) => `contact-${index}`);
	const seed = () => {
		for (const id of ids) server.state.contacts.set(id, { id, related_company_id: null });
	};
	return {
		title: `LeadLex: link 1,000 contacts to one company, ${describeConditions({ delayMs })}`,
		provider: 'leadLex',
		items: ids.map((id) => ({ id })),
		conditions: { delayMs, seed },
		variants: [
			ourNode(target, linkParameters),
			httpRequest(target, linkCall),
			codeAndHttpRequest(target, batchLinkCall, makeLinkBatches, MAX_LINK_BATCH_SIZE),
		],
		tunedVariant: (batchSize) => httpRequest(target, linkCall, { batchSize }, BEST_SETTING),
	};
}

export const getMany = (target: Target, server: LeadLex): Case => ({
	title: 'LeadLex: get 10,000 contacts, server answers in 50 ms, n8n started for each run',
	provider: 'leadLex',
	items: [{}],
	recordCount: 10_000,
	conditions: { delayMs: 50, seed: seedPersons(server, 10_000) },
	variants: [
		// HTTP Request returns whole records, too
		ourNode(target, {
			resource: 'contact',
			operation: 'getAll',
			returnAll: true,
			simplify: false,
		}),
		{
			name: 'HTTP Request with Pagination, then Split Out',
			nodes: [requestNode(target, { url: CONTACTS, options: pagination }), splitOut],
		},
	],
	freshN8n: true,
});

const createCall = {
	path: CONTACTS,
	body: '={{ JSON.stringify({ full_name: $json.full_name, email: $json.email }) }}',
};
const batchCreateCall = {
	path: `${CONTACTS}/bulk`,
	body: '={{ JSON.stringify({ contacts: $json.contacts }) }}',
};
const makeCreateBatches = `
const contacts = $input.all().map((item) => item.json);
const batches = [];
for (let at = 0; at < contacts.length; at += ${MAX_CREATE_BATCH_SIZE}) {
	batches.push({ json: { contacts: contacts.slice(at, at + ${MAX_CREATE_BATCH_SIZE}) } });
}
return batches;
`.trim();

export const createMany = (target: Target): Case => ({
	title: 'LeadLex: create 1,000 contacts with Create Many, server answers in 50 ms',
	provider: 'leadLex',
	items: persons(1000),
	conditions: { delayMs: 50 },
	variants: [
		ourNode(target, { resource: 'contact', operation: 'createMany', ...nameAndEmail }),
		httpRequest(target, createCall),
		codeAndHttpRequest(target, batchCreateCall, makeCreateBatches, MAX_CREATE_BATCH_SIZE),
	],
});

export function createOrUpdate(target: Target, server: LeadLex): Case {
	const parameters = { resource: 'contact', operation: 'upsert', ...nameAndEmail };
	return {
		title: 'LeadLex: create or update 200 contacts from 250 items, server answers in 50 ms',
		provider: 'leadLex',
		items: [...persons(200), ...persons(50)],
		conditions: { delayMs: 50, seed: seedPersons(server, 100) },
		variants: [
			ourNode(target, parameters),
			ourNode(
				target,
				{ ...parameters, options: { maxConcurrentRequests: 100 } },
				'this package, Max Concurrent Requests 100',
			),
			searchAndWrite(target),
		],
	};
}

/** A sheet of `count` people, a quarter of whom stand in it twice, beside a workspace of twice as many contacts. */
function sync(target: Target, server: LeadLex, count: number, conditions: Conditions) {
	const inSheet = (index: number, jobTitle: string) => ({
		full_name: `Person ${index}`,
		email: `person-${index}@example.com`,
		job_title: jobTitle,
	});
	const contacts = Array.from({ length: count * 2 }, (_, index) => inSheet(index, 'Associate'));
	// Half of the people are new, and three in ten have another job title than in the workspace
	const people = Array.from({ length: count }, (_, index) =>
		inSheet(count * 1.5 + index, index < count * 0.3 ? 'Partner' : 'Associate'),
	);
	const items = [...people, ...people.slice(0, count / 4)];
	const seed = () => {
		for (const contact of contacts) addContact(contact, server.state);
	};
	const title = `LeadLex: create or update ${count} of ${contacts.length} contacts from ${items.length} items with Create or Update Many`;
	return {
		title: `${title}, ${describeConditions(conditions)}`,
		provider: 'leadLex' as const,
		items,
		conditions: { ...conditions, seed },
		ours: ourNode(target, {
			resource: 'contact',
			operation: 'upsertMany',
			...nameAndEmail,
			additionalFields: { jobTitle: '={{ $json.job_title }}' },
		}),
	};
}

export function createOrUpdateMany(target: Target, server: LeadLex, delayMs: number): Case {
	const { ours, ...rest } = sync(target, server, 200, { delayMs });
	return { ...rest, variants: [ours, searchAndWriteChanges(target)] };
}

/** Is smaller, since one by one it takes minutes. HTTP Request leaves room for the start of its second node. */
export function createOrUpdateManyWithLimit(
	target: Target,
	server: LeadLex,
	requestsPerMinute: number,
): Case {
	const limit = { requests: requestsPerMinute, perMs: MINUTE, retryAfter: true };
	const { ours, ...rest } = sync(target, server, 40, { limit });
	const batching = { batchSize: 1, batchInterval: Math.ceil(MINUTE / (requestsPerMinute - 1)) };
	const name = `, ${requestsPerMinute - 1} a minute`;
	return {
		...rest,
		variants: [ours, searchAndWriteChanges(target, { batching: { batch: batching } }, name)],
		runsOnce: true,
	};
}

/** The pagination option of n8n's HTTP Request node, with the largest page. */
const pagination = {
	pagination: {
		pagination: {
			paginationMode: 'updateAParameterInEachRequest',
			parameters: {
				parameters: [
					{ type: 'qs', name: 'page', value: '={{ $pageCount + 1 }}' },
					{ type: 'qs', name: 'per_page', value: String(MAX_PAGE_SIZE) },
				],
			},
			paginationCompleteWhen: 'other',
			completeExpression:
				'={{ $response.body.meta.page * $response.body.meta.per_page >= $response.body.meta.total }}',
		},
	},
};

const pickWritePerEmail = `
const people = $('Start').all();
const byEmail = new Map();
$input.all().forEach((item, index) => {
	const { email, full_name } = people[index].json;
	const match = item.json.data.contacts.find((contact) => contact.email === email);
	byEmail.set(email, { id: match?.id, email, full_name });
});
return [...byEmail.values()].map((json) => ({ json }));
`.trim();

/** What an experienced user of n8n would build: search for every item, then one write per email. */
const searchAndWrite = (target: Target): Variant => ({
	name: 'HTTP Request to search, Code node, HTTP Request to create or update',
	nodes: [
		requestNode(target, { url: `${CONTACTS}?search={{ encodeURIComponent($json.email) }}` }),
		codeNode(pickWritePerEmail),
		{
			...requestNode(target, {
				method: '={{ $json.id ? "PATCH" : "POST" }}',
				url: `${CONTACTS}{{ $json.id ? "/" + $json.id : "" }}`,
				body: '={{ JSON.stringify({ full_name: $json.full_name, email: $json.id ? undefined : $json.email }) }}',
			}),
			name: 'Write',
		},
	],
});

const pickRowPerEmail = `
const byEmail = new Map($input.all().map(({ json }) => [json.email, json]));
return [...byEmail.values()].map((json) => ({ json }));
`.trim();

const pickChanges = `
const people = $('Rows').all();
return $input.all().flatMap((item, index) => {
	const person = people[index].json;
	const match = item.json.data.contacts.find(({ email }) => email === person.email);
	const isEqual = match?.full_name === person.full_name && match?.job_title === person.job_title;
	return isEqual ? [] : [{ json: { ...person, id: match?.id } }];
});
`.trim();

/** The same with one search per email, and without writes that change nothing. */
const searchAndWriteChanges = (
	target: Target,
	options: NodeParameterValueType = {},
	nameSuffix = '',
): Variant => ({
	name: `HTTP Request to search and to write, Code nodes${nameSuffix}`,
	nodes: [
		{ ...codeNode(pickRowPerEmail), name: 'Rows' },
		requestNode(target, {
			url: `${CONTACTS}?search={{ encodeURIComponent($json.email) }}`,
			options,
		}),
		codeNode(pickChanges),
		{
			...requestNode(target, {
				method: '={{ $json.id ? "PATCH" : "POST" }}',
				url: `${CONTACTS}{{ $json.id ? "/" + $json.id : "" }}`,
				body: '={{ JSON.stringify({ full_name: $json.full_name, job_title: $json.job_title, email: $json.id ? undefined : $json.email }) }}',
				options,
			}),
			name: 'Write',
		},
	],
});
