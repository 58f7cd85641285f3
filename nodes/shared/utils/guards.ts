import type { IDataObject } from 'n8n-workflow';

const VISIBLE = /[^\s\p{Cf}]/u;

/** Whether a value counts as not filled in: undefined, null, text without a visible character, or an empty list, also as JSON text. */
export function isBlank(value: unknown): boolean {
	return (
		value === undefined ||
		value === null ||
		(typeof value === 'string' && (!VISIBLE.test(value) || value === '[]')) ||
		(Array.isArray(value) && value.every(isBlank))
	);
}

export function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects in a list of an API; none if it is not a list. */
export const objectsIn = (list: unknown): IDataObject[] =>
	Array.isArray(list) ? list.filter(isObject) : [];
