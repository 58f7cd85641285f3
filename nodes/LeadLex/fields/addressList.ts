import type { Converter } from '../../shared/operation/converters';
import { toAddress, toTextList } from '../../shared/operation/converters';
import { commaList } from '../../shared/operation/fields';
import { cleanPasted } from '../../shared/utils/text';

/** Splits at commas, semicolons and line ends, except inside quotes, where commas belong to a name. */
const ENTRIES = /(?:"[^"]*"|[^",;\r\n])+/g;
const ADDRESS = /^[^\s<>@]+@[^\s<>@]+$/;
const NAME_AND_ADDRESS = /^([^<>]*)<([^<>]*)>$/;

/** Email addresses with or without names, from text or a list. */
export const toAddressList: Converter<string[]> = (value, timezone) => {
	const isText = typeof value === 'string' && !value.trim().startsWith('[');
	const entries = toTextList(isText ? (value.match(ENTRIES) ?? []) : value, timezone);
	const pairs = entries.map((entry) => NAME_AND_ADDRESS.exec(entry)?.slice(1) ?? ['', entry]);
	if (pairs.every(([, address]) => ADDRESS.test(cleanPasted(address)))) {
		return pairs.map(([name, address], index) => {
			const cleaned = toAddress(address, timezone);
			return entries[index].endsWith('>') ? `${name}<${cleaned}>` : cleaned;
		});
	}
	throw new Error('must be addresses, such as jane@example.com or Jane Doe <jane@example.com>');
};

export const addressList = (displayName: string) => ({
	...commaList(displayName, 'e.g. Jane Doe <jane@example.com>', {
		description: 'With or without names',
		plural: 'Addresses',
	}),
	convert: toAddressList,
});
