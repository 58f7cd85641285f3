import type { Resource } from '../../../shared/operation/types';
import { cancel } from './cancel.operation';
import { createPhoneCall } from './createPhoneCall.operation';
import { createPhoneCallAndWait } from './createPhoneCallAndWait.operation';
import { createWebCall } from './createWebCall.operation';
import { endWebCall } from './endWebCall.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { getResult } from './getResult.operation';
import { reschedule } from './reschedule.operation';

export const call: Resource = {
	value: 'call',
	name: 'Call',
	operations: [
		cancel,
		createPhoneCall,
		createPhoneCallAndWait,
		createWebCall,
		endWebCall,
		get,
		getAll,
		getResult,
		reschedule,
	],
	default: 'createPhoneCall',
};
