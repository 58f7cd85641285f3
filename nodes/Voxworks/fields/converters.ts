import type { Converter } from '../../shared/operation/converters';
import { string } from '../../shared/operation/converters';

/** Text of at most so many characters, counted as JSON Schema does. */
export const upTo =
	(most: number): Converter<string> =>
	(value, timezone) => {
		const text = string(value, timezone);
		if ([...text].length > most) throw new Error(`must be at most ${most} characters`);
		return text;
	};

/** The name of an object type. */
export const typeName: Converter<string> = (value, timezone) => {
	const name = string(value, timezone).trim();
	if (/^[a-z][a-z0-9_]*$/.test(name)) return name;
	throw new Error(
		'must begin with a small letter and hold only small letters, digits and underscores, such as sales_lead',
	);
};
