import type { IDataObject } from 'n8n-workflow';

import { soleRecord } from '../../shared/operation/record';
import { isObject } from '../../shared/utils/guards';

/** Returns the record of a response: some calls wrap it in `data`. */
export function record(response: IDataObject): IDataObject {
	const body = soleRecord(response);
	return body.id === undefined && isObject(body.data) ? body.data : body;
}

/** Returns the contact of a response: some calls wrap it in `lead`. */
export function contactRecord(body: IDataObject): IDataObject {
	const contact = record(body);
	return isObject(contact.lead) ? contact.lead : contact;
}
