/** Checks the descriptions of all built nodes against n8n's rules for the editor. */
import { describe, expect, jest, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { INodeProperties, INodePropertyMode, INodePropertyOptions } from 'n8n-workflow';
import { tryToParseDateTime } from 'n8n-workflow';

import { propertiesOfOperation } from '../../nodes/shared/editor/nodeProperties';
import { allFields, builtNodes, manifest, operations, providers, root } from '../support/package';

/** Words that title case does not capitalise. */
const SMALL_WORDS = /^(a|an|and|at|by|for|from|in|of|on|or|the|to|with|if|is)$/;
/** Names that are capitalised within a sentence. */
const NAMES = /\bLexi\b/;
const isTitleCase = (label: string) =>
	label.split(/[\s/-]+/).every((word) => SMALL_WORDS.test(word) || /^[^a-z]/.test(word));
const isSorted = (names: string[]) =>
	names.every((name, index) => index === 0 || names[index - 1].localeCompare(name) < 0);
const sentences = (text: string) => text.split(/[.!?](?:\s|$)/).filter(Boolean).length;

/** n8n reads an ID by one group, and checks the whole address. */
function checkUrlMode({
	displayName,
	type,
	placeholder,
	extractValue,
	validation,
}: INodePropertyMode) {
	expect({ displayName, type }).toEqual({ displayName: 'By URL', type: 'string' });
	const address = placeholder!.replace(/^e\.g\. /, '');
	const { regex } = extractValue!;
	expect(new RegExp(regex).exec(address)).toHaveLength(2);
	expect(validation).toEqual([
		{ type: 'regex', properties: { regex, errorMessage: expect.stringMatching(/^This is not /) } },
	]);
	const whole = new RegExp(`^${regex}$`);
	expect(address).toMatch(whole);
	expect(`${address}/?tab=1`).toMatch(whole);
	expect('https://example.com/8473').not.toMatch(whole);
	expect(`https://example.com/?from=${address}`).not.toMatch(whole);
}

const nodes = builtNodes.map(({ file, instance }) => ({
	file,
	node: instance,
	description: instance.description,
	name: instance.description.name,
}));

const isTrigger = ({ description }: (typeof nodes)[number]) =>
	description.group.includes('trigger');
const actionNodes = nodes.filter((node) => !isTrigger(node));
const triggers = nodes.filter(isTrigger);

const byName = (properties: INodeProperties[], name: string) =>
	properties.filter((property) => property.name === name);

test('the manifest lists the node of every provider', () => {
	const folders = actionNodes.map(({ file }) => file.split('/').at(-2));
	expect(folders.sort()).toEqual([...providers].sort());
});

describe.each(nodes)('$name', ({ file, node, description }) => {
	const { properties } = description;
	const folder = join(root, dirname(file));

	test.each([
		['lacks NodeConnectionTypes', { NodeConnectionTypes: undefined }],
		['ignores the time zone', { tryToParseDateTime: (text: string) => tryToParseDateTime(text) }],
	])('names the required n8n version if n8n %s', (_, older) => {
		const n8nWorkflow = jest.requireActual<object>('n8n-workflow');
		jest.doMock('n8n-workflow', () => ({ ...n8nWorkflow, ...older }));
		jest.isolateModules(() => {
			expect(() => jest.requireActual(join(root, file))).toThrow('needs n8n 1.100.1 or newer');
		});
		jest.dontMock('n8n-workflow');
	});

	test('has the name of its folder, file and class', () => {
		const { name } = node.constructor;
		expect(file).toBe(`dist/nodes/${name.replace(/Trigger$/, '')}/${name}.node.js`);
		expect(description.name).toBe(name[0].toLowerCase() + name.slice(1));
	});

	test('has a description below 400 kB', () => {
		expect(Buffer.byteLength(JSON.stringify(description))).toBeLessThan(400_000);
	});

	test('has different icons for the light and the dark theme', () => {
		const { light, dark } = description.icon as { light: string; dark: string };
		const [first, second] = [light, dark].map((icon) =>
			readFileSync(join(folder, icon.replace('file:', '')), 'utf8'),
		);
		expect(first).toContain('<svg');
		expect(second).toContain('<svg');
		expect(first).not.toBe(second);
	});

	test('has a codex with each action as an alias', () => {
		const codex = JSON.parse(
			readFileSync(join(root, file.replace('.node.js', '.node.json')), 'utf8'),
		) as {
			node: string;
			nodeVersion: string;
			categories: string[];
			resources: object;
			alias: string[];
		};
		const actions = byName(properties, 'operation').flatMap(({ options }) =>
			(options as INodePropertyOptions[]).map(({ action }) => action),
		);
		expect(codex.alias).toEqual(expect.arrayContaining(actions));
		expect(codex).toMatchObject({ node: manifest.name, nodeVersion: '1.0', codexVersion: '1.0' });
		expect(codex.categories.length).toBeGreaterThan(0);
		expect(codex.resources).toBeDefined();
		expect(codex).not.toHaveProperty('subcategories');
	});

	test('has its display name as its default name', () => {
		expect(description.defaults).toEqual({ name: description.displayName });
	});

	describe.each(
		allFields(properties)
			.filter(({ name, type }) => !['resource', 'operation'].includes(name) && type !== 'notice')
			.map((field) => ({ title: `${field.displayName} (${field.name})`, field })),
	)('$title', ({ field }) => {
		test('has a label, a name and a default', () => {
			expect(Object.keys(field)[0]).toBe('displayName');
			expect(isTitleCase(field.displayName)).toBe(true);
			expect(field.name).toMatch(/^[a-z][A-Za-z]*$/);
			expect(field).toHaveProperty('default');
			expect(field.required).not.toBe(false);
		});

		test('has a placeholder that begins with "e.g." and a description other than its label', () => {
			const { placeholder, description: text = '', type } = field;
			if (type === 'string' || type === 'json') expect(placeholder).toMatch(/^e\.g\. \S/);
			if (text) {
				expect(text).toMatch(/^\S.*\S$/);
				expect(text.endsWith('.')).toBe(sentences(text) > 1);
				expect(text.toLowerCase()).not.toBe(field.displayName.toLowerCase());
			}
			if (type === 'boolean') expect(text).toMatch(/^Whether /);
		});

		test('lists its parts in alphabetical order', () => {
			if (field.type !== 'collection') return;
			const parts = field.options as INodeProperties[];
			expect(isSorted(parts.map(({ displayName }) => displayName))).toBe(true);
			expect(parts.filter(({ required }) => required)).toEqual([]);
		});

		test('has a locator with a list that the node can load or an address, and an ID or a name', () => {
			if (field.type !== 'resourceLocator') return;
			const modes = field.modes!;
			const manual = modes.at(-1)!;
			expect(manual.type).toBe('string');
			expect(manual.placeholder).toMatch(/^e\.g\. \S/);
			expect(['id', 'name']).toContain(manual.name);
			expect(modes.length).toBeGreaterThan(1);
			for (const mode of modes.filter(({ name }) => name === 'url')) checkUrlMode(mode);

			const list = modes.find(({ name }) => name === 'list');
			expect(field.default).toEqual({ mode: list ? 'list' : manual.name, value: '' });
			if (!list) return;
			expect(modes[0]).toBe(list);
			expect(list.type).toBe('list');
			const { searchListMethod } = list.typeOptions as { searchListMethod: string };
			expect(node.methods?.listSearch?.[searchListMethod]).toEqual(expect.any(Function));
		});
	});
});

describe.each(actionNodes)('$name', ({ description }) => {
	const { properties } = description;

	test('is usable as an AI tool and has one input and one output', () => {
		expect(description).toMatchObject({ usableAsTool: true, inputs: ['main'], outputs: ['main'] });
		expect(description.subtitle).toContain('$parameter["operation"]');
	});

	test('asks for Resource, then Operation, without expressions', () => {
		expect(properties[0]).toMatchObject({ name: 'resource', noDataExpression: true });
		expect(properties[1]).toMatchObject({ name: 'operation', noDataExpression: true });
		for (const field of [...byName(properties, 'resource'), ...byName(properties, 'operation')]) {
			const options = field.options as INodePropertyOptions[];
			expect(options.map(({ value }) => value)).toContain(field.default);
			expect(isSorted(options.map(({ name }) => name))).toBe(true);
		}
	});

	test('describes each operation for the nodes panel and for an AI agent', () => {
		const offered = byName(properties, 'operation').flatMap(
			(field) => field.options as INodePropertyOptions[],
		);
		expect(offered.length).toBeGreaterThan(0);
		for (const { name, value, action, description: text } of offered) {
			expect(String(value)).toMatch(/^[a-z][A-Za-z]*$/);
			expect(isTitleCase(name)).toBe(true);
			// A remark behind a hyphen says what an agent should think about
			const [imperative] = action!.split(/ - (?=[a-z ]+$)/);
			// n8n's editor cannot run a tool by itself if its name has other characters or is longer
			expect(`${action} in ${description.displayName}`).toMatch(/^[A-Za-z -]{1,64}$/);
			expect(imperative.replace(NAMES, '')).toMatch(/^[A-Z][a-z ]+$/);
			expect(imperative).not.toMatch(/\b(a|an|the)\b/);
			expect(text).toMatch(/^[A-Z].*[^.]$/);
			expect(text).not.toBe(name);
		}
		const actions = offered.map(({ action }) => action);
		expect(new Set(actions).size).toBe(actions.length);
	});

	test('shows a notice above the fields of each operation that uses credits', () => {
		const notices = properties.filter(({ name }) => name === 'notice');
		const spending = byName(properties, 'operation').flatMap(({ displayOptions, options }) =>
			(options as INodePropertyOptions[])
				.map(({ value, description: text }) => ({
					value,
					price: /\(((?:may )?uses?) (.*)\)$/.exec(text!),
				}))
				.filter(({ price }) => price)
				.map(({ value, price }) => ({
					displayName: expect.stringMatching(
						new RegExp(`^For each \\w+, this ${price![1]} ${price![2]}, from .*[^.]$`),
					),
					name: 'notice',
					type: 'notice',
					default: '',
					displayOptions: {
						show: { resource: displayOptions!.show!.resource, operation: [value] },
					},
				})),
		);
		expect(notices).toEqual(spending);
	});

	test('says at the fields of each update that an empty one is not sent', () => {
		for (const field of byName(properties, 'updateFields')) {
			const names = (field.options as INodeProperties[]).map(({ name }) => name);
			const { description: text } = field;
			expect(text).toContain(
				'Only fields with a value are sent, so an empty one keeps what it has',
			);
			expect(text!.includes('Use Clear')).toBe(names.includes('clear'));
		}
	});

	test('has the Options of every operation under their fixed names', () => {
		const [options, ...rest] = byName(properties, 'options');
		expect(rest).toEqual([]);
		expect(options.displayOptions).toBeUndefined();
		expect((options.options as INodeProperties[]).map(({ name }) => name)).toEqual([
			'maxConcurrentRequests',
			'maxRateLimitWait',
			'requestTimeout',
		]);
	});

	test('shows each field for one operation only', () => {
		const shared = new Set(['resource', 'operation', 'options']);
		for (const field of properties.filter(({ name }) => !shared.has(name))) {
			expect(field.displayOptions?.show).toMatchObject({
				resource: [expect.any(String)],
				operation: [expect.any(String)],
			});
		}
	});
});

describe.each(triggers)('$name', ({ description }) => {
	const { properties } = description;

	test('starts workflows and is not usable as an AI tool', () => {
		expect(description).toMatchObject({ group: ['trigger'], inputs: [], outputs: ['main'] });
		expect(description.usableAsTool).toBeUndefined();
		expect([description.name, description.displayName]).toEqual([
			expect.stringMatching(/Trigger$/),
			expect.stringMatching(/ Trigger$/),
		]);
	});

	test('has the same credential as the action node', () => {
		const beside = actionNodes.find(({ name }) => `${name}Trigger` === description.name)!;
		expect(description.credentials).toEqual(beside.description.credentials);
	});

	test('offers events that n8n can list as "On …" in the nodes panel', () => {
		for (const { options = [] } of properties.filter(({ name }) => /^events?$/.test(name))) {
			const names = (options as INodePropertyOptions[]).map(({ name }) => name);
			expect(names.length).toBeGreaterThan(0);
			expect(names.filter((name) => !isTitleCase(name))).toEqual([]);
			expect(isSorted(names)).toBe(true);
		}
	});
});

/** The parameter names of the triggers: they must never change. */
const PUBLIC_FIELDS: Record<string, string[]> = {
	leadLexTrigger: ['events', 'options', 'changedFields', 'includeRawBody'],
	voxworksTrigger: [
		...['event', 'filters', 'contactId', 'scriptId', 'type'],
		...['options', 'giveUpAfterDays', 'includeResult'],
	],
};

test.each(Object.entries(PUBLIC_FIELDS))('%s keeps the names of its parameters', (name, fields) => {
	const { description } = triggers.find((node) => node.name === name)!;
	expect(allFields(description.properties).map((field) => field.name)).toEqual(fields);
});

/** The names that workflows are saved with: they must never change. */
const PUBLIC_NAMES: Record<string, string[]> = {
	'Voxworks: contact.create': [
		...['phoneNumber', 'firstName', 'ifExists', 'additionalFields', 'lastName', 'email'],
		...['address', 'location', 'gender', 'age', 'title'],
	],
	'Voxworks: object.linkContact': ['objectId', 'contactId', 'additionalFields', 'metadata'],
	'LeadLex: contact.create': [
		...['fullName', 'email', 'additionalFields', 'firstName', 'lastName', 'phone', 'jobTitle'],
		...['company', 'relatedCompanyId', 'linkedinUrl', 'priority', 'tags', 'customFields'],
		...['createdDate', 'customFieldValues', 'name', 'value'],
	],
	'LeadLex: contact.getAll': [
		...['returnAll', 'limit', 'filters', 'createdAfter', 'listId', 'search', 'sort'],
	],
	'LeadLex: company.create': [
		...['name', 'additionalFields', 'city', 'country', 'domain', 'industry', 'linkedinUrl'],
		...['size', 'tags', 'website'],
	],
	'LeadLex: company.linkContacts': ['companyId', 'contactIds'],
	'SprintHub: contact.create': [
		...['firstName', 'lastName', 'email', 'whatsapp', 'additionalFields', 'mobile', 'phone'],
		...['country', 'state', 'city', 'address', 'zipcode', 'timezone', 'preferredLocale'],
		...['customFields', 'alias', 'value'],
	],
	'SprintHub: customObject.create': ['definitionId', 'fields'],
	'SprintHub: customObject.linkContact': ['objectId', 'contactId'],
};

test.each(Object.entries(PUBLIC_NAMES))('%s keeps the names of its parameters', (title, names) => {
	const { operation } = operations.find((candidate) => candidate.title === title)!;
	expect(
		allFields(operation.properties)
			.map(({ name }) => name)
			.sort(),
	).toEqual([...names].sort());
});

/** Returns the names of all fields, with the values of choices: saved workflows contain both. */
const publicNames = (fields: INodeProperties[]) =>
	allFields(fields).map(({ name, type, options = [] }) =>
		type === 'options' || type === 'multiOptions'
			? { [name]: (options as INodePropertyOptions[]).map(({ value }) => value) }
			: name,
	);

// A new operation adds a snapshot. A changed snapshot means that saved workflows break
test.each(operations)('$title keeps its public names', ({ operation }) => {
	expect(publicNames(propertiesOfOperation(operation))).toMatchSnapshot();
});

test('the built nodes offer every operation', () => {
	for (const { node, resource, operation } of operations) {
		const built = actionNodes.find(({ file }) => file.includes(`/${node}/`))!;
		const offered = byName(built.description.properties, 'operation')
			.filter(({ displayOptions }) => displayOptions?.show?.resource?.includes(resource))
			.flatMap((field) => (field.options as INodePropertyOptions[]).map(({ value }) => value));
		expect(offered).toContain(operation.value);
	}
});

test('dist contains the files of every node', () => {
	for (const { file } of nodes) expect(existsSync(join(root, file))).toBe(true);
});

/** n8n does not save default values, so saved workflows depend on these. */
const DEFAULT_RESOURCES = { Voxworks: 'contact', LeadLex: 'company', SprintHub: 'contact' };

test('the table lists the default resource of every provider', () => {
	expect(Object.keys(DEFAULT_RESOURCES).sort()).toEqual([...providers].sort());
});

test.each(Object.entries(DEFAULT_RESOURCES))('%s keeps its default resource', (name, expected) => {
	const { properties } = nodes.find(({ file }) => file.includes(`/${name}/`))!.description;
	expect(properties[0].default).toBe(expected);
});

const DEFAULT_OPERATIONS = {
	Voxworks: { contact: 'create', object: 'linkContact' },
	LeadLex: { company: 'linkContacts', contact: 'create' },
	SprintHub: { contact: 'create', customObject: 'create' },
};

test.each(Object.entries(DEFAULT_OPERATIONS))(
	'%s keeps its default operations',
	(name, expected) => {
		const { properties } = actionNodes.find(({ file }) => file.includes(`/${name}/`))!.description;
		const defaults = byName(properties, 'operation').map((field) => [
			field.displayOptions!.show!.resource![0],
			field.default,
		]);
		expect(Object.fromEntries(defaults)).toMatchObject(expected);
	},
);
