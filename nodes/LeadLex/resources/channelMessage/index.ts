import type { Resource } from '../../../shared/operation/types';
import { getAll } from './getAll.operation';
import { getAllProviders } from './getAllProviders.operation';
import { send } from './send.operation';

export const channelMessage: Resource = {
	value: 'channelMessage',
	name: 'Channel Message',
	operations: [getAll, getAllProviders, send],
};
