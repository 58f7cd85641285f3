import type { IDataObject } from 'n8n-workflow';

import { soleRecord } from '../../shared/operation/record';
import type { ApiRequest, Steps } from '../../shared/operation/request';
import { callOrFailure, RequestFailed } from '../../shared/operation/request';
import { isObject } from '../../shared/utils/guards';

/** Returns the record of a response: payloads are in `data`. */
export function record(response: IDataObject): IDataObject {
	const { data, ...body } = soleRecord(response);
	return isObject(data) ? data : body;
}

/** Returns the record of a response that wraps it once more, such as `{ data: { deal: { … } } }`. */
export const recordIn =
	(name: string) =>
	(body: IDataObject): IDataObject => {
		const inner = record(body)[name];
		return isObject(inner) ? inner : record(body);
	};

/** Reads a record; undefined if LeadLex answers 404. Throws RequestFailed. */
export function* callUnlessNotFound(request: ApiRequest): Steps<IDataObject | undefined> {
	const response = yield* callOrFailure(request);
	if ('body' in response) return record(response.body);
	if (response.failure.httpCode === '404') return undefined;
	throw new RequestFailed(response.failure);
}
