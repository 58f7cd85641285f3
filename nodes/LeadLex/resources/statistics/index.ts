import type { Resource } from '../../../shared/operation/types';
import { getActivities } from './getActivities.operation';
import { getOutreach } from './getOutreach.operation';
import { getPipeline } from './getPipeline.operation';

export const statistics: Resource = {
	value: 'statistics',
	name: 'Statistics',
	operations: [getActivities, getOutreach, getPipeline],
};
