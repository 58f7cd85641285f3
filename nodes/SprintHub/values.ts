import type { IDataObject } from 'n8n-workflow';

import type { Converter } from '../shared/converters';
import { string } from '../shared/converters';
import { isObject } from '../shared/values';

/** SprintHub numbers its records; IDs of another form are sent as they are. */
export const recordId: Converter<number | string> = (value, timezone) => {
	const id = string(value, timezone).trim();
	const number = Number(id);
	return /^\d+$/.test(id) && Number.isSafeInteger(number) ? number : id;
};

/** The record of an answer: some calls wrap it in `data`. */
export function record(body: IDataObject): IDataObject {
	return body.id === undefined && isObject(body.data) ? body.data : body;
}
