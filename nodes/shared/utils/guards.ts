import type { IDataObject } from 'n8n-workflow';

/** Undefined, null, empty text and empty lists, also as JSON text, stand for "not filled in". */
export function isBlank(value: unknown): boolean {
	return (
		value === undefined ||
		value === null ||
		value === '' ||
		value === '[]' ||
		(Array.isArray(value) && value.every(isBlank))
	);
}

export function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
