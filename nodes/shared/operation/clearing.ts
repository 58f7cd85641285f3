/** Empties properties in updates. An empty field is not sent, so this takes a field of its own. */
import { fields, multiOptions } from './fields';

/** The field `Clear` of an update, for the properties that the API documents to be emptied by null. */
export const clearable = <K extends string>(choices: Record<K, string>, description: string) =>
	fields({ clear: multiOptions('Clear', choices, { description }) });

/** Returns null for each property that is to be emptied. */
export const toNulls = (properties: string[] = []): Record<string, null> =>
	Object.fromEntries(properties.map((property) => [property, null]));
