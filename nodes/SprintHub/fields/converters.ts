import type { Converter } from '../../shared/operation/converters';
import { toId, toIdList } from '../../shared/operation/converters';

/** Converts an ID to a number, as SprintHub numbers its records; other IDs stay as they are. */
export const toRecordId: Converter<number | string> = (value, timezone) => {
	const id = toId(value, timezone);
	const number = Number(id);
	return /^\d+$/.test(id) && Number.isSafeInteger(number) ? number : id;
};

/** Like `toRecordId`, for documented paths and bodies that take only numbers. */
export const toRecordNumber: Converter<number> = (value, timezone) => {
	const id = toRecordId(value, timezone);
	if (typeof id === 'number') return id;
	throw new Error('must be a whole number, such as 8473');
};

/** Reads the numbers of records from a list or from text with commas between them. */
export const toRecordNumbers: Converter<number[]> = (value, timezone) =>
	toIdList(typeof value === 'number' ? String(value) : value, timezone).map((id) => {
		const number = toRecordId(id, timezone);
		if (typeof number === 'number') return number;
		throw new Error('must be whole numbers, such as 80, 77');
	});
