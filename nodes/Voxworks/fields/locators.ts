/** Records that are picked from a list of Voxworks, or given by their ID. */
import type { INodeProperties } from 'n8n-workflow';

import type { searches } from '../methods/listSearch';

const locator = (
	displayName: string,
	searchListMethod: keyof typeof searches,
): INodeProperties => ({
	displayName,
	name: 'callId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a call...',
			typeOptions: { searchListMethod, searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 6f1c2d9e-0b7a-4c55-9a53-2f2c7f1f8f10',
		},
	],
});

export const callLocator = locator('Call', 'searchCalls');
export const webCallLocator = locator('Web Call', 'searchWebCalls');
