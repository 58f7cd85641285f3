import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../shared/utils/guards';

/** The record of an answer that wraps it: `{ success, call: { … } }`. */
export const recordIn =
	(name: string) =>
	(body: IDataObject): IDataObject => {
		const inner = body[name];
		return isObject(inner) ? inner : body;
	};

/** The record beside what else the answer says, such as its ID. */
export const recordWith =
	(name: string) =>
	({ [name]: inner, ...body }: IDataObject): IDataObject => ({
		...(isObject(inner) ? inner : {}),
		...body,
	});

/**
 * What tells that a call was created. The public page does not show the answer: other calls answer with
 * `call_id`, and all of them with `success`.
 */
export const createdCall = ({ call_id, success }: IDataObject) => call_id ?? success;
