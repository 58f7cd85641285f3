import type { IDataObject } from 'n8n-workflow';

import { soleRecord } from '../../shared/operation/record';
import type { ApiRequest, Steps } from '../../shared/operation/request';
import { callOrFailure, RequestFailed } from '../../shared/operation/request';
import { isBlank, isObject } from '../../shared/utils/guards';

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

/** Reads a record; undefined if LeadLex answers 404. Throws RequestFailed, also if the response holds no record. */
export function* callUnlessNotFound(request: ApiRequest): Steps<IDataObject | undefined> {
	const response = yield* callOrFailure(request);
	if ('body' in response) {
		const body = record(response.body);
		if (!holdsRecord(body)) throw noRecord;
		return body;
	}
	if (response.failure.httpCode === '404') return undefined;
	throw new RequestFailed(response.failure);
}

/** Whether a body has an ID, or wraps an object that has one. */
const holdsRecord = (body: IDataObject): boolean =>
	[body, ...Object.values(body)].some((part) => isObject(part) && !isBlank(part.id));

/** Another response shows neither that the record is there nor that it is not. */
const noRecord = new RequestFailed({
	message: 'LeadLex answered with something other than a record',
	description: 'Nothing was changed. Try again later.',
	cause: 'status',
});
