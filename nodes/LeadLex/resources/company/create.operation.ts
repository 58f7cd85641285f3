import { additionalFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { propertiesOf } from '../../../shared/operation/fields';
import { lookUpInList, textKey } from '../../api/lookUpInList';
import { readPages } from '../../api/paging';
import { record } from '../../api/response';
import { details, identity } from './fields';

type NewCompany = Values<typeof identity> & Values<typeof details>;

/**
 * POST /v1/companies: docs.leadlex.com/api-reference/companies/create
 * GET /v1/companies: docs.leadlex.com/api-reference/companies/list
 */
export const create: SingleOperation<NewCompany> = {
	value: 'create',
	name: 'Create',
	action: 'Create company',
	description: 'Create a new company record',
	properties: [...propertiesOf(identity), additionalFields(details)],
	autoMap: { ...identity, ...details },
	parse: (item) => ({ ...item.read(identity), ...item.read(details) }),
	request: (company) => ({ method: 'POST', path: '/v1/companies', body: company }),
	output: record,
	recordId: ({ id }) => id,
	lookUp: lookUpInList({
		keyOfRequest: ({ name }) => textKey(name),
		list: ({ name }) =>
			readPages(
				{ method: 'GET', path: '/v1/companies', query: { search: name } },
				'companies',
				Infinity,
			),
		keyOfRow: ({ name }) => textKey(name),
	}),
};
