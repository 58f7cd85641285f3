import type { Converter } from '../../shared/operation/converters';
import { toText } from '../../shared/operation/converters';

/** Takes the name of an object type. */
export const toTypeName: Converter<string> = (value, timezone) => {
	const name = toText(value, timezone).trim();
	if (/^[a-z][a-z0-9_]*$/.test(name)) return name;
	throw new Error(
		'must begin with a small letter and hold only small letters, digits and underscores, such as sales_lead',
	);
};
