import type { Converter } from '../../shared/operation/converters';
import { toTextList as toList } from '../../shared/operation/converters';
import { commaList } from '../../shared/operation/fields';

/** Commas in quotes belong to a name. */
const BETWEEN_COMMAS = /(?:"[^"]*"|[^",;\r\n])+/g;
const ADDRESS = /^[^\s<>@]+@[^\s<>@]+$/;
const NAME_AND_ADDRESS = /^[^<>]*<[^\s<>@]+@[^\s<>@]+>$/;

/** Addresses with or without names, from text or a list. */
export const toAddresses: Converter<string[]> = (value, timezone) => {
	const isText = typeof value === 'string' && !value.trim().startsWith('[');
	const found = toList(isText ? (value.match(BETWEEN_COMMAS) ?? []) : value, timezone);
	const wrong = found.find((one) => !ADDRESS.test(one) && !NAME_AND_ADDRESS.test(one));
	if (wrong === undefined) return found;
	throw new Error('must be addresses, such as jane@example.com or Jane Doe <jane@example.com>');
};

export const addressList = (displayName: string) => ({
	...commaList(displayName, 'e.g. Jane Doe <jane@example.com>', {
		description: 'One address, several with commas between them, or a list. Names are optional.',
	}),
	convert: toAddresses,
});
