/** Checks which folder may import which. docs/architecture.md says what belongs into each folder. */
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { cyclesIn, importsIn, sourceFiles } from '../support/imports';
import type { Import } from '../support/imports';

const PROVIDERS = ['LeadLex', 'SprintHub', 'Voxworks'];

/** Folders of nodes/shared: each imports from lower floors only. */
const FLOORS = [['utils'], ['rateLimit'], ['operation'], ['http'], ['run', 'editor']];

/** Folders of a provider: what each may import from the others. */
const MAY_IMPORT: Record<string, string[]> = {
	api: [],
	fields: ['api'],
	methods: ['api', 'fields'],
	resources: ['api', 'fields'],
	trigger: ['api', 'fields'],
};

const MAX_FILES = 15;

/** An operation and its helpers stand side by side, and contacts have the most operations. */
const LARGER_FOLDERS = ['nodes/LeadLex/resources/contact'];

/** Returns the folder below `parent` that holds a file; undefined if it stands in `parent` itself. */
function roomOf(file: string, parent: string): string | undefined {
	const [room, ...rest] = path.relative(parent, file).split(path.sep);
	return rest.length > 0 ? room : undefined;
}

const inWords = ({ from, to }: Import) => `${from} imports ${to}`;

test.each(['nodes', 'tools/mockServers'])('%s has no circular imports', (folder) => {
	expect(importsIn(folder).length).toBeGreaterThan(10);
	expect(cyclesIn(importsIn(folder))).toEqual([]);
});

describe('nodes/shared', () => {
	const imports = importsIn('nodes/shared');
	const floorOf = (file: string) =>
		FLOORS.findIndex((rooms) => rooms.includes(roomOf(file, 'nodes/shared') ?? ''));

	test('has only the folders listed here', () => {
		expect(sourceFiles('nodes/shared').filter((file) => floorOf(file) < 0)).toEqual([]);
	});

	test('imports from lower floors only', () => {
		const upward = imports.filter(
			({ from, to }) =>
				roomOf(from, 'nodes/shared') !== roomOf(to, 'nodes/shared') && floorOf(from) <= floorOf(to),
		);
		expect(upward.map(inWords)).toEqual([]);
	});

	test('imports nothing from a provider', () => {
		const outward = imports.filter(({ to }) => !to.startsWith('nodes/shared/'));
		expect(outward.map(inWords)).toEqual([]);
	});
});

describe.each(PROVIDERS)('nodes/%s', (provider) => {
	const folder = path.join('nodes', provider);
	const imports = importsIn(folder);

	test('has only the folders listed here', () => {
		const rooms = new Set(sourceFiles(folder).flatMap((file) => roomOf(file, folder) ?? []));
		expect([...rooms].filter((room) => !(room in MAY_IMPORT))).toEqual([]);
	});

	test('imports between its folders in one direction only', () => {
		const violations = imports.filter(({ from, to }) => {
			const [room, target] = [roomOf(from, folder), roomOf(to, folder)];
			if (room === undefined || target === undefined || target === '..') return false;
			return room !== target && !MAY_IMPORT[room]?.includes(target);
		});
		expect(violations.map(inWords)).toEqual([]);
	});

	test('imports nothing from another provider', () => {
		const otherFolders = PROVIDERS.filter((name) => name !== provider).map(
			(name) => `nodes/${name}/`,
		);
		const outward = imports.filter(({ to }) =>
			otherFolders.some((folder) => to.startsWith(folder)),
		);
		expect(outward.map(inWords)).toEqual([]);
	});
});

test(`no folder of nodes/ holds more than ${MAX_FILES} files of its own`, () => {
	const counts = new Map<string, number>();
	for (const file of sourceFiles('nodes')) {
		const folder = path.dirname(file);
		counts.set(folder, (counts.get(folder) ?? 0) + 1);
	}
	const tooLarge = [...counts].filter(
		([folder, count]) => count > MAX_FILES && !LARGER_FOLDERS.includes(folder),
	);
	expect(tooLarge).toEqual([]);
});
