import type { IDataObject } from 'n8n-workflow';

import type { ApiRequest, Steps } from '../../shared/operation/request';
import { call } from '../../shared/operation/request';
import { isObject } from '../../shared/utils/guards';

/** Reads up to `limit` rows of a list. No list of SprintHub is known to have pages. */
export function* readList(request: ApiRequest, limit: number, name?: string): Steps<IDataObject[]> {
	return rowsOf(yield* call(request), name).slice(0, limit);
}

/**
 * Returns the rows of a list: they are in `data`, where the transport puts a
 * body that is a list, or in `data.<name>`.
 */
export function rowsOf({ data }: IDataObject, name = ''): IDataObject[] {
	const rows = isObject(data) ? data[name] : data;
	return Array.isArray(rows) ? (rows as IDataObject[]) : [];
}
