import type { Converter } from '../../shared/operation/converters';
import { toTextList } from '../../shared/operation/converters';
import { commaList } from '../../shared/operation/fields';

/** Splits at commas, semicolons and line ends, except inside quotes, where commas belong to a name. */
const ENTRIES = /(?:"[^"]*"|[^",;\r\n])+/g;
const ADDRESS = /^[^\s<>@]+@[^\s<>@]+$/;
const NAME_AND_ADDRESS = /^[^<>]*<[^\s<>@]+@[^\s<>@]+>$/;

/** Email addresses with or without names, from text or a list. */
export const toAddressList: Converter<string[]> = (value, timezone) => {
	const isText = typeof value === 'string' && !value.trim().startsWith('[');
	const entries = toTextList(isText ? (value.match(ENTRIES) ?? []) : value, timezone);
	if (entries.every((entry) => ADDRESS.test(entry) || NAME_AND_ADDRESS.test(entry))) return entries;
	throw new Error('must be addresses, such as jane@example.com or Jane Doe <jane@example.com>');
};

export const addressList = (displayName: string) => ({
	...commaList(displayName, 'e.g. Jane Doe <jane@example.com>', {
		description: 'With or without names',
		plural: 'Addresses',
	}),
	convert: toAddressList,
});
