/**
 * Checks rules of n8n's linter for community nodes that its version on npm does not have, or that it only checks
 * in literals of single files, where it sees neither generated fields nor the packages' own manifests.
 *
 * Held elsewhere:
 * - by eslint.config.mjs, without a warning allowed: no-silent-error-swallowing, no-dangerous-functions,
 *   no-hardcoded-secrets, icon-prefer-themed-variants, credential-unnecessary-password, trigger-node-conventions
 * - by test/description/nodes.test.ts: require-param-default, no-codex-subcategories,
 *   node-class-description-name-camelcase
 * - by test/package/package.test.ts: no-monorepo, and node-registration-complete together with no-dead-files here
 *
 * Rules that only warn and do not apply:
 * - prefer-declarative-style: the nodes read page after page, batch, wait and look up, which code must do
 * - non-required-fields-in-collection: Return All, Limit and Simplify stand at the top in n8n's own UX guidelines
 */
import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { packageFolders } from '../../tools/packages';
import type { Manifest } from '../support/package';
import { allFields, builtCredentials, builtNodes, root } from '../support/package';

type PublishedManifest = Manifest & {
	license: string;
	homepage: string;
	author: { name: string; email: string };
};
const packages = Object.entries(packageFolders).map(([name, path]) => {
	const folder = join(root, path);
	const read = (file: string) => readFileSync(join(folder, file), 'utf8');
	const manifest = JSON.parse(read('package.json')) as PublishedManifest;
	const files = readdirSync(join(folder, 'dist'), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
	return { name, folder, files, read, manifest };
});

/** All fields of nodes and credentials, each with its place for the message. */
const fields = [
	...builtNodes.map(({ instance: { description } }) => description),
	...builtCredentials.map(({ instance }) => instance),
].flatMap(({ name, properties }) =>
	allFields(properties).map((field) => ({ field, place: `${name}: ${field.name}` })),
);
const choices = ({ type, options = [] }: INodeProperties) =>
	type === 'options' || type === 'multiOptions' ? (options as INodePropertyOptions[]) : [];
/** Each label that the editor shows: of a field, and of a choice or group in it. */
const labels = fields.flatMap(({ field, place }) =>
	[
		field.displayName,
		...(field.options ?? []).flatMap((option) =>
			'displayName' in option ? [option.displayName] : [option.name],
		),
	].map((label) => `${place}: ${label}`),
);
const hasDuplicates = (values: unknown[]) => new Set(values).size < values.length;

describe.each(packages)('$name', ({ files, read, manifest }) => {
	test('require-mit-license: the license is MIT', () => {
		expect(manifest.license).toBe('MIT');
		expect(read('LICENSE.md')).toMatch(/^(# )?(The )?MIT License/i);
	});

	test('require-files-array: the files to publish are listed', () => {
		expect(manifest.files).toContain('dist');
	});

	test('require-homepage: the homepage is a web address', () => {
		expect(new URL(manifest.homepage).protocol).toBe('https:');
	});

	test('valid-author: the author has a name and an address', () => {
		expect(manifest.author).toEqual({
			name: expect.stringMatching(/\S/),
			email: expect.stringMatching(/^\S+@\S+$/),
		});
	});

	test('no-dead-files: each file is reached from a node or a credential', () => {
		const reached = new Set([...manifest.n8n.nodes, ...manifest.n8n.credentials]);
		const codexes = manifest.n8n.nodes.map((file) => file.replace(/\.js$/, '.json'));
		// The loop also visits the files that it adds
		for (const file of reached) {
			if (!file.endsWith('.js')) continue;
			const targets = [...read(file).matchAll(/\brequire\((['"])(\..+?)\1\)/g)].flatMap(
				([, , path]) => [`${path}.js`, `${path}/index.js`],
			);
			const icons = [...read(file).matchAll(/(['"])file:(.+?)\1/g)].map(([, , path]) => path);
			for (const path of [...targets, ...icons]) {
				const target = join(dirname(file), path);
				if (files.includes(target)) reached.add(target);
			}
		}
		expect(files.filter((file) => !reached.has(file) && !codexes.includes(file))).toEqual([]);
	});

	test('no-hardcoded-ids: no ID of an account is in the code', () => {
		const hardcoded =
			/\b(?:partner|affiliate|reseller|account|tenant|customer|client)[_-]?id['"]?\s*[:=]\s*['"`].*/gi;
		const code = files.filter((file) => file.endsWith('.js'));
		expect(code.flatMap((file) => read(file).match(hardcoded) ?? [])).toEqual([]);
	});

	test('valid-codex-categories, no-ai-codex-category, no-logic-or-flow-nodes: each category is one for community nodes', () => {
		const allowed = [
			...['Analytics', 'Communication', 'Data & Storage', 'Development', 'Finance & Accounting'],
			...['Marketing & Content', 'Miscellaneous', 'Productivity', 'Sales', 'Utility'],
		];
		for (const file of manifest.n8n.nodes) {
			const codex = JSON.parse(read(file.replace(/\.js$/, '.json'))) as { categories: string[] };
			expect(allowed).toEqual(expect.arrayContaining(codex.categories));
		}
	});
});

test('hint-max-length: no hint is longer than 120 characters', () => {
	const hints = fields.map(({ field, place }) => ({ place, hint: field.hint ?? '' }));
	expect(hints.filter(({ hint }) => hint.length > 120)).toEqual([]);
});

test('no-duplicate-param-options: each choice of a field has a name and a value of its own', () => {
	const ambiguous = fields.filter(
		({ field }) =>
			hasDuplicates(choices(field).map(({ name }) => name)) ||
			hasDuplicates(choices(field).map(({ value }) => value)),
	);
	expect(ambiguous.map(({ place }) => place)).toEqual([]);
});

test('no-asterisk-in-option-names: no label has an asterisk', () => {
	expect(labels.filter((label) => label.includes('*'))).toEqual([]);
});

test('no-emoji-in-options: no label has an emoji', () => {
	const emoji = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u;
	expect(labels.filter((label) => emoji.test(label))).toEqual([]);
});

test('open-ended-node-fields: no JSON field at the top level is optional', () => {
	const topLevel = builtNodes.flatMap(({ instance }) => instance.description.properties);
	const optional = topLevel.filter(({ type, required }) => type === 'json' && !required);
	expect(optional.map(({ name, displayOptions }) => ({ name, displayOptions }))).toEqual([]);
});

test('single-credential-per-node: each node uses one credential', () => {
	for (const { instance } of builtNodes) {
		expect(instance.description.credentials).toEqual([expect.objectContaining({ required: true })]);
	}
});

describe('icon-contrast', () => {
	const icons = [
		...builtNodes.map(({ file, instance }) => ({ file, icon: instance.description.icon })),
		...builtCredentials.map(({ file, instance }) => ({ file, icon: instance.icon })),
	];

	// The colours are those that n8n's rule assumes behind a node
	test.each([
		['light' as const, '#ffffff'],
		['dark' as const, '#2b2b2b'],
	])('each icon for the %s theme has a colour with a contrast of 3:1', (theme, background) => {
		for (const { file, icon } of icons) {
			const image = (icon as { light: string; dark: string })[theme].replace('file:', '');
			const svg = readFileSync(join(root, dirname(file), image), 'utf8');
			const colours = [...svg.matchAll(/(?:fill|stroke)="(#[0-9a-f]{6})"/gi)].map(
				([, colour]) => colour,
			);
			const best = Math.max(...colours.map((colour) => contrast(colour, background)));
			expect({ image, isVisible: best >= 3 }).toEqual({ image, isVisible: true });
		}
	});
});

/** Returns the contrast of two colours like `#ffffff`, as WCAG defines it. */
function contrast(first: string, second: string): number {
	const [dark, light] = [luminance(first), luminance(second)].sort((a, b) => a - b);
	return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
	const [red, green, blue] = [1, 3, 5].map((start) => {
		const channel = parseInt(colour.slice(start, start + 2), 16) / 255;
		return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
