import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';

import { readForList } from '../../shared/editor/listSearch';
import { sprintHub } from '../api';
import { readList } from '../api/paging';
import { DEFINITIONS } from '../api/selection';

/** GET /customobjects/def: docs.sprinthub.com/topicos/api/api-obtendo-objetos-customizados-do-lead */
export async function readDefinitions(ctx: ILoadOptionsFunctions): Promise<IDataObject[]> {
	const request = {
		method: 'GET' as const,
		path: '/customobjects/def',
		query: { query: DEFINITIONS },
	};
	return await readForList(ctx, sprintHub, () => readList(request, Infinity, 'definitions'));
}
