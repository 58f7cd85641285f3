import type { Resource } from '../../../shared/operation/types';
import { enrich } from './enrich.operation';
import { getAllCorrespondents } from './getAllCorrespondents.operation';
import { getAllThreads } from './getAllThreads.operation';
import { getThread } from './getThread.operation';
import { send } from './send.operation';
import { sync } from './sync.operation';

export const email: Resource = {
	value: 'email',
	name: 'Email',
	operations: [enrich, getAllCorrespondents, getAllThreads, getThread, send, sync],
	default: send.value,
};
