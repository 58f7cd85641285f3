import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../shared/utils/guards';

/** Returns the record of a response: some calls wrap it in `data`. */
export function record(body: IDataObject): IDataObject {
	return body.id === undefined && isObject(body.data) ? body.data : body;
}
