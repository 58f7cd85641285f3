import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../shared/values';

/** The record of an answer: payloads stand in `data`. */
export const record = ({ data, ...body }: IDataObject): IDataObject =>
	isObject(data) ? data : body;
