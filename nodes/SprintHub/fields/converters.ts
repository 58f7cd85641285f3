import type { IDataObject } from 'n8n-workflow';

import type { Converter } from '../../shared/operation/converters';
import { idList, string } from '../../shared/operation/converters';
import { isObject } from '../../shared/utils/guards';

/** SprintHub numbers its records; IDs of another form are sent as they are. */
export const recordId: Converter<number | string> = (value, timezone) => {
	const id = string(value, timezone).trim();
	const number = Number(id);
	return /^\d+$/.test(id) && Number.isSafeInteger(number) ? number : id;
};

/** The number of a record, where the documented path or body takes no other ID. */
export const recordNumber: Converter<number> = (value, timezone) => {
	const id = recordId(value, timezone);
	if (typeof id === 'number') return id;
	throw new Error('must be a whole number, such as 8473');
};

/** Numbers of records, from a list or from text with commas between them. */
export const recordNumbers: Converter<number[]> = (value, timezone) =>
	idList(typeof value === 'number' ? String(value) : value, timezone).map((id) => {
		const number = recordId(id, timezone);
		if (typeof number === 'number') return number;
		throw new Error('must be whole numbers, such as 80, 77');
	});

/** The record of an answer: some calls wrap it in `data`. */
export function record(body: IDataObject): IDataObject {
	return body.id === undefined && isObject(body.data) ? body.data : body;
}
