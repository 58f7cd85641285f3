import { additionalFields } from '../../../shared/description';
import type { SingleOperation } from '../../../shared/operation';
import type { Values } from '../../../shared/params';
import { fieldsOf } from '../../../shared/params';
import { record } from '../../record';
import { findCreated, getDeal } from './findCreated';
import { details, identity } from './params';

export type NewDeal = Values<typeof identity> & Values<typeof details>;

/** POST /v1/deals: docs.leadlex.com/api-reference/deals/create */
export const create: SingleOperation<NewDeal> = {
	value: 'create',
	name: 'Create',
	action: 'Create deal',
	description: 'Create a new deal, called a mandate in LeadLex',
	fields: [...fieldsOf(identity), additionalFields(details)],
	parse: (item) => ({ ...item.values(identity), ...item.values(details) }),
	request: (deal) => ({ method: 'POST', path: '/v1/deals', body: deal }),
	output: record,
	recordId: ({ id }) => id,
	lookUp: {
		key: ({ name }) => name,
		find: ({ name }, since) => findCreated(name!, since),
		get: getDeal,
	},
};
