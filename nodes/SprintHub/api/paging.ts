import type { IDataObject } from 'n8n-workflow';

import { rowsOf } from '../../shared/operation/lists';
import type { ApiRequest, Steps } from '../../shared/operation/request';
import { call } from '../../shared/operation/request';
import { isObject } from '../../shared/utils/guards';
import { sprintHub } from './index';

/**
 * Reads up to `limit` rows of a list. They are in `data`, where the transport puts a body that is a list, or in
 * `data.<name>`. No list of SprintHub is known to have pages.
 */
export function* readList(request: ApiRequest, limit: number, name = ''): Steps<IDataObject[]> {
	const body = yield* call(request);
	const { data } = body;
	return rowsOf(sprintHub.name, isObject(data) ? data[name] : data, data, body).slice(0, limit);
}
