/** Checks that links in the pages resolve and that GitHub accepts the issue forms. */
import { describe, expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { load, YAML11_SCHEMA } from 'js-yaml';

import { operationsIn, operationsText } from '../../tools/docs/operations';
import {
	allFields,
	builtCredentials,
	builtNodes,
	manifest,
	operations,
	root,
} from '../support/package';

interface Form {
	name?: string;
	description?: string;
	body: Array<{
		type: string;
		id?: string;
		attributes: { label?: string; value?: string; options?: unknown[] };
	}>;
}

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const pages = ['.', 'docs', 'examples', '.github'].flatMap((folder) =>
	readdirSync(join(root, folder))
		.filter((name) => name.endsWith('.md'))
		.map((name) => join(folder, name)),
);
const withoutCode = (text: string) => text.replace(/^```[^]*?^```/gm, '').replace(/`[^`\n]*`/g, '');

/** Returns the anchors that GitHub derives from the headings of a page. */
const anchorsOf = (path: string) =>
	[
		...read(path)
			.replace(/^```[^]*?^```/gm, '')
			.matchAll(/^#+ (.*)$/gm),
	].map(([, heading]) =>
		heading
			.toLowerCase()
			.replace(/[^\p{L}\p{N} _-]/gu, '')
			.replaceAll(' ', '-'),
	);

const linksOf = (path: string) =>
	[...withoutCode(read(path)).matchAll(/\]\(([^)\s]+)\)|\b(?:src|srcset)="([^"]+)"/g)]
		.map(([, link, picture]) => link ?? picture)
		.filter((link) => !/^[a-z]+:/.test(link));

const leadsNowhere = (path: string) => (link: string) => {
	const [file, anchor] = link.split('#');
	const target = file ? join(dirname(path), file) : path;
	if (!existsSync(join(root, target))) return true;
	return anchor !== undefined && !anchorsOf(target).includes(anchor);
};

test.each(pages)('every link of %s resolves', (path) => {
	expect(linksOf(path).filter(leadsNowhere(path))).toEqual([]);
});

test('every page of docs is linked from another page', () => {
	const linked = pages.flatMap((path) =>
		linksOf(path).map((link) => join(dirname(path), link.split('#')[0])),
	);
	const docs = pages.filter((path) => path.startsWith('docs'));
	expect(docs.filter((path) => !linked.includes(path))).toEqual([]);
});

interface Codex {
	resources: Record<string, Array<{ url: string }>>;
}

test.each(builtNodes)('the editor links from $file to a page of this repository', ({ file }) => {
	const codex = JSON.parse(read(file.replace('.node.js', '.node.json'))) as Codex;
	const { primaryDocumentation, credentialDocumentation } = codex.resources;
	expectPage(primaryDocumentation[0].url);
	expectPage(credentialDocumentation[0].url);
	// n8n appends parameters to this address
	expect(primaryDocumentation[0].url).not.toContain('#');
});

test.each(builtCredentials)(
	'the editor links from $file to its section of a page',
	(credential) => {
		const { documentationUrl = '' } = credential.instance;
		expectPage(documentationUrl);
		expect(documentationUrl).toMatch(/#credential$/);
	},
);

function expectPage(url: string): void {
	const repository = manifest.repository.url.replace(/^git\+|\.git$/g, '');
	const page = url.replace(`${repository}/blob/main/`, '');
	expect(page).toMatch(/^docs\//);
	expect(leadsNowhere('README.md')(page)).toBe(false);
}

const actionNodes = builtNodes.filter(
	({ instance }) => instance.description.properties[0].name === 'resource',
);

test.each(actionNodes)('the page of $file lists its operations (npm run docs)', (node) => {
	const page = join('docs', `${basename(dirname(node.file)).toLowerCase()}.md`);
	const cells = (text: string) => text.replace(/\s+/g, ' ').replace(/-+/g, '-');
	expect(cells(operationsIn(read(page)))).toBe(cells(operationsText(node.instance.description)));
});

test('the page of each update says that an empty field is not sent, and what to do instead', () => {
	const updates = operations.filter(
		({ operation: { value, properties } }) =>
			/^(update|upsert)/.test(value) && properties.some(({ type }) => type === 'collection'),
	);
	expect(updates.length).toBeGreaterThan(0);
	for (const { title, node, operation } of updates) {
		const text = operationsIn(read(join('docs', `${node.toLowerCase()}.md`)));
		const [, about = ''] = text.split('### Updates and empty fields');
		const words = about.replace(/\s+/g, ' ');
		expect({ title, words }).toEqual({
			title,
			words: expect.stringMatching(/cannot be emptied by an empty value.* To empty a field, /),
		});
		expect({ title, words }).toEqual({
			title,
			words: expect.stringContaining(`> ${operation.name}`),
		});
		const clear = allFields(operation.properties).some(({ name }) => name === 'clear');
		if (clear) expect(words).toContain('has **Clear**');
	}
});

/** What a vendor's pages leave open. A page that promised it would mislead its readers. */
const OPEN_POINTS: Array<[page: string, sentence: string]> = [
	['voxworks.md', 'guide to automations; the pages of its API list none'],
	['voxworks.md', 'Use one trigger per workflow'],
	['leadlex.md', 'may use some: LeadLex does not document their price'],
	['leadlex.md', 'as long as each copy has the same ID, which LeadLex does not document'],
	['sprinthub.md', 'There the node does what public programs do that use its API'],
	['sprinthub.md', 'sends a contact that has any field, also only others, and leaves the decision'],
	['sprinthub.md', 'send the value and the sequence as text. The node sends numbers'],
	['sprinthub.md', 'documents no limit and no answer to too many requests (status 429)'],
];

test.each(OPEN_POINTS)('%s says what is not known: %s', (page, sentence) => {
	expect(read(join('docs', page)).replace(/\s+/g, ' ')).toContain(sentence);
});

test('architecture.md lists exactly the existing folders', () => {
	const foldersIn = (folder: string) =>
		readdirSync(join(root, folder), { withFileTypes: true })
			.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
			.map(({ name }) => join(folder, `${name}/`));
	const unpublished = read('.gitignore').split('\n');
	const [, table] = read('docs/architecture.md').split('## Around the nodes');
	const listed = [...table.matchAll(/^\| `(.+?)`/gm)].map(([, folder]) => folder);
	const existing = [...foldersIn('.'), ...foldersIn('tools')].filter(
		(folder) => !['nodes/', 'tools/', ...unpublished].includes(folder),
	);
	expect(listed.sort()).toEqual(existing.sort());
});

describe('the forms for issues', () => {
	const folder = join('.github', 'ISSUE_TEMPLATE');
	const forms = readdirSync(join(root, folder))
		.filter((name) => name !== 'config.yml')
		.map((name) => ({
			name,
			form: load(read(join(folder, name)), { schema: YAML11_SCHEMA }) as Form,
		}));

	test.each(forms)('$name is a valid form that begins with a warning about secrets', ({ form }) => {
		expect(form).toMatchObject({
			name: expect.any(String),
			description: expect.any(String),
		});
		const [warning, ...fields] = form.body;
		expect(warning).toMatchObject({
			type: 'markdown',
			attributes: { value: expect.stringContaining('Never paste an API key or token here') },
		});
		const ids = fields.map(({ id }) => id);
		expect(ids.filter((id) => !/^[\w-]+$/.test(id ?? ''))).toEqual([]);
		expect(new Set(ids).size).toBe(fields.length);
		expect(fields.filter(({ attributes }) => !attributes.label)).toEqual([]);
		// GitHub rejects an option that YAML 1.1 does not parse as text, such as On without quotes
		const options = fields
			.filter(({ type }) => type === 'dropdown')
			.flatMap(({ attributes }) => attributes.options);
		expect(options.filter((option) => typeof option !== 'string')).toEqual([]);
	});
});
