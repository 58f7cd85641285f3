import { returnAllOrLimit, readLimit } from '../../../shared/operation/collections';
import type { StepsOperation } from '../../../shared/operation/types';
import { readList } from '../../api/paging';

/** GET /v1/channels/providers: docs.leadlex.com/api-reference/channels/providers */
export const getAllProviders: StepsOperation<number> = {
	value: 'getAllProviders',
	name: 'Get Many Providers',
	action: 'Get many channel providers',
	description: 'Get the channels, what is connected to each, and what they can send and receive',
	properties: returnAllOrLimit,
	parse: readLimit,
	safe: true,
	steps: (limit) => readList({ method: 'GET', path: '/v1/channels/providers' }, 'providers', limit),
};
