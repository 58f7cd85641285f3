import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';

const root = path.join(__dirname, '..', '..', 'tools', 'mockServers');
const files = new Set(
	readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')),
);

/** Relative imports of a file, of types too: who wants to read it has to read those first. */
function importsOf(file: string): string[] {
	const texts = readFileSync(path.join(root, file), 'utf8').matchAll(/from '(\.[^']*)'/g);
	return [...texts].map(([, to]) => {
		const target = path.join(path.dirname(file), to);
		return files.has(`${target}.ts`) ? `${target}.ts` : path.join(target, 'index.ts');
	});
}

function circleFrom(file: string, way: string[] = []): string[] | undefined {
	if (way.includes(file)) return [...way, file];
	for (const next of importsOf(file)) {
		const circle = circleFrom(next, [...way, file]);
		if (circle) return circle;
	}
	return undefined;
}

test('imports go one way', () => {
	expect(files.size).toBeGreaterThan(10);
	expect([...files].map((file) => circleFrom(file)).filter(Boolean)).toEqual([]);
});
