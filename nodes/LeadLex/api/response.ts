import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../shared/utils/guards';

/** The record of an answer: payloads stand in `data`. */
export const record = ({ data, ...body }: IDataObject): IDataObject =>
	isObject(data) ? data : body;

/** The record of an answer that wraps it once more: `{ data: { deal: { … } } }`. */
export const recordIn =
	(name: string) =>
	(body: IDataObject): IDataObject => {
		const inner = record(body)[name];
		return isObject(inner) ? inner : record(body);
	};
