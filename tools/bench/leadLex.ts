/** Cases of LeadLex: a long list, and many contacts at once. */
import type { Sandbox } from '../mockServers';
import { addContact } from '../mockServers/leadlex/contactRecords';
import type { Case } from './cases';
import type { Target, Variant } from './variants';
import { codeAndHttpRequest, codeNode, httpRequest, ours, requestNode, splitOut } from './variants';

const LARGEST_PAGE = 100;
const LARGEST_BATCH = 500;
const CONTACTS = '/v1/contacts';

export function leadLexCases({ leadLex }: Sandbox, target: Target): Case[] {
	const person = (at: number) => ({
		full_name: `Person ${at}`,
		email: `person-${at}@example.com`,
	});
	const persons = (count: number) => Array.from({ length: count }, (_, at) => person(at));
	const seed = (count: number) => () => {
		for (const one of persons(count)) addContact(one, leadLex.state);
	};
	const named = { fullName: '={{ $json.full_name }}', email: '={{ $json.email }}' };

	const getMany: Case = {
		title: 'LeadLex: get 10,000 contacts, server answers in 50 ms, n8n started for each run',
		provider: 'leadLex',
		items: [{}],
		records: 10_000,
		conditions: { delayMs: 50, seed: seed(10_000) },
		variants: [
			ours(target, { resource: 'contact', operation: 'getAll', returnAll: true }),
			{
				name: 'HTTP Request with Pagination, then Split Out',
				nodes: [requestNode(target, { url: CONTACTS, options: pagination }), splitOut],
			},
		],
		memory: true,
	};
	const createCall = {
		path: CONTACTS,
		body: '={{ JSON.stringify({ full_name: $json.full_name, email: $json.email }) }}',
	};
	const batchCall = {
		path: `${CONTACTS}/bulk`,
		body: '={{ JSON.stringify({ contacts: $json.contacts }) }}',
	};
	const makeBatches = [
		'const contacts = $input.all().map((item) => item.json);',
		'const batches = [];',
		`for (let at = 0; at < contacts.length; at += ${LARGEST_BATCH})`,
		`	batches.push({ json: { contacts: contacts.slice(at, at + ${LARGEST_BATCH}) } });`,
		'return batches;',
	].join('\n');
	const createMany: Case = {
		title: 'LeadLex: create 1,000 contacts with Create Many, server answers in 50 ms',
		provider: 'leadLex',
		items: persons(1000),
		conditions: { delayMs: 50 },
		variants: [
			ours(target, { resource: 'contact', operation: 'createMany', ...named }),
			httpRequest(target, createCall),
			codeAndHttpRequest(target, batchCall, makeBatches, LARGEST_BATCH),
		],
	};
	const createOrUpdate: Case = {
		title: 'LeadLex: create or update 200 contacts from 250 items, server answers in 50 ms',
		provider: 'leadLex',
		items: [...persons(200), ...persons(50)],
		conditions: { delayMs: 50, seed: seed(100) },
		variants: [
			ours(target, { resource: 'contact', operation: 'upsert', ...named }),
			searchAndWrite(target),
		],
	};
	return [getMany, createMany, createOrUpdate];
}

/** n8n's own option, with the largest page. */
const pagination = {
	pagination: {
		pagination: {
			paginationMode: 'updateAParameterInEachRequest',
			parameters: {
				parameters: [
					{ type: 'qs', name: 'page', value: '={{ $pageCount + 1 }}' },
					{ type: 'qs', name: 'per_page', value: String(LARGEST_PAGE) },
				],
			},
			paginationCompleteWhen: 'other',
			completeExpression:
				'={{ $response.body.meta.page * $response.body.meta.per_page >= $response.body.meta.total }}',
		},
	},
};

/** How someone who knows n8n would do it: all searches, and then one write for each email. */
const searchAndWrite = (target: Target): Variant => ({
	name: 'HTTP Request to search, Code node, HTTP Request to create or update',
	nodes: [
		requestNode(target, { url: `${CONTACTS}?search={{ encodeURIComponent($json.email) }}` }),
		codeNode(
			[
				"const people = $('Start').all();",
				'const byEmail = new Map();',
				'$input.all().forEach((item, at) => {',
				'	const { email, full_name } = people[at].json;',
				'	const found = item.json.data.contacts.find((contact) => contact.email === email);',
				'	byEmail.set(email, { id: found?.id, email, full_name });',
				'});',
				'return [...byEmail.values()].map((json) => ({ json }));',
			].join('\n'),
		),
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
