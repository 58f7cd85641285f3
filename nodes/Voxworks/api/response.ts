import type { IDataObject } from 'n8n-workflow';

import { isBlank, isObject } from '../../shared/utils/guards';

/** Returns the record of a response that wraps it: `{ success, call: { … } }`. */
export const recordIn =
	(name: string) =>
	(body: IDataObject): IDataObject => {
		const inner = body[name];
		return isObject(inner) ? inner : body;
	};

/** Returns the record together with the rest of the response, such as its ID. */
export const recordWith =
	(name: string) =>
	({ [name]: inner, ...body }: IDataObject): IDataObject => ({
		...(isObject(inner) ? inner : {}),
		...body,
	});

/**
 * Returns the evidence that a call was created. The response is not documented: other calls respond with
 * `call_id`, and all of them with `success`.
 */
export const createdCall = ({ call_id, success }: IDataObject) => call_id ?? success;

/** Returns the ID of a call that was created, which other responses call `call_id`. */
export const createdCallId = (body: IDataObject): string | number | undefined =>
	[body, body.call, body.data]
		.filter(isObject)
		.flatMap(({ call_id, id }) => [call_id, id])
		.find(isCallId);

export const isCallId = (value: unknown): value is string | number =>
	(typeof value === 'string' && !isBlank(value)) || typeof value === 'number';
