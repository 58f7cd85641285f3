import { howMany, limitOf } from '../../../shared/editor/nodeProperties';
import type { StepsOperation } from '../../../shared/operation/types';
import { all } from '../../api/paging';

/** GET /v1/channels/providers: docs.leadlex.com/api-reference/channels/providers */
export const getAllProviders: StepsOperation<number> = {
	value: 'getAllProviders',
	name: 'Get Many Providers',
	action: 'Get many channel providers',
	description: 'Get the channels with what is connected, and what they can send and receive',
	fields: howMany,
	parse: limitOf,
	steps: (limit) => all({ method: 'GET', path: '/v1/channels/providers' }, 'providers', limit),
};
