import type { Converter } from '../../shared/operation/converters';
import { toIdList, toText } from '../../shared/operation/converters';

/** SprintHub numbers its records; IDs of another form are sent as they are. */
export const toRecordId: Converter<number | string> = (value, timezone) => {
	const id = toText(value, timezone).trim();
	const number = Number(id);
	return /^\d+$/.test(id) && Number.isSafeInteger(number) ? number : id;
};

/** The number of a record, where the documented path or body takes no other ID. */
export const toRecordNumber: Converter<number> = (value, timezone) => {
	const id = toRecordId(value, timezone);
	if (typeof id === 'number') return id;
	throw new Error('must be a whole number, such as 8473');
};

/** The numbers of records, from a list or from text with commas between them. */
export const toRecordNumbers: Converter<number[]> = (value, timezone) =>
	toIdList(typeof value === 'number' ? String(value) : value, timezone).map((id) => {
		const number = toRecordId(id, timezone);
		if (typeof number === 'number') return number;
		throw new Error('must be whole numbers, such as 80, 77');
	});
