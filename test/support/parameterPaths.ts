/** Finds and replaces values in parameters, also in collections and locators. */
import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../nodes/shared/utils/guards';

/** The keys that lead to a value. */
export type ParameterPath = string[];

/** Returns the paths of all texts that are not empty. */
export function textPathsIn(value: unknown, path: ParameterPath = []): ParameterPath[] {
	if (typeof value === 'string') return value === '' ? [] : [path];
	if (isObject(value)) {
		const names = value.__rl === true ? ['value'] : Object.keys(value);
		return names.flatMap((name) => textPathsIn(value[name], [...path, name]));
	}
	if (!Array.isArray(value) || !value.every(isObject)) return [];
	return value.flatMap((entry, index) => textPathsIn(entry, [...path, String(index)]));
}

export const valueAt = (value: unknown, path: ParameterPath): unknown =>
	path.reduce((inner, name) => (inner as Record<string, unknown>)[name], value);

/** Returns the name of the parameter at a path. The path of a locator ends with `value` below its name. */
export const parameterNameAt = (path: ParameterPath) =>
	path.at(-1) === 'value' && path.length > 1 ? path.at(-2)! : path.at(-1)!;

/** Returns a copy with this text at the path. */
export function withTextAt(value: IDataObject, path: ParameterPath, text: string): IDataObject {
	const copy = structuredClone(value);
	const parent = valueAt(copy, path.slice(0, -1)) as Record<string, unknown>;
	parent[path.at(-1)!] = text;
	return copy;
}
