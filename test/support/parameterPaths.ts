/** Where values stand in parameters, also in collections and locators. */
import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../nodes/shared/utils/guards';

/** The names on the way to a value. */
export type Place = string[];

/** Of all texts that are filled in. */
export function placesIn(value: unknown, place: Place = []): Place[] {
	if (typeof value === 'string') return value === '' ? [] : [place];
	if (isObject(value)) {
		const names = value.__rl === true ? ['value'] : Object.keys(value);
		return names.flatMap((name) => placesIn(value[name], [...place, name]));
	}
	if (!Array.isArray(value) || !value.every(isObject)) return [];
	return value.flatMap((one, at) => placesIn(one, [...place, String(at)]));
}

export const valueAt = (value: unknown, place: Place): unknown =>
	place.reduce((inner, name) => (inner as Record<string, unknown>)[name], value);

/** Of the parameter: that of a locator stands one above its value. */
export const nameAt = (place: Place) =>
	place.at(-1) === 'value' && place.length > 1 ? place.at(-2)! : place.at(-1)!;

/** A copy with this text in one place. */
export function withValue(value: IDataObject, place: Place, text: string): IDataObject {
	const copy = structuredClone(value);
	const inside = valueAt(copy, place.slice(0, -1)) as Record<string, unknown>;
	inside[place.at(-1)!] = text;
	return copy;
}
