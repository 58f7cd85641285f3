import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../utils/guards';

/** Returns the record of a response that lists exactly one, as some APIs answer a create, and any other body as it is. */
export function soleRecord(body: IDataObject): IDataObject {
	const { data } = body;
	if (!Array.isArray(data) || data.length !== 1) return body;
	const [record] = data as unknown[];
	return isObject(record) ? record : body;
}
