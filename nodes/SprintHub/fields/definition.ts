import type { INodeProperties } from 'n8n-workflow';

import { byId, locator } from '../../shared/operation/fields';

/** A custom object definition, which is picked from a list or given by its ID. */
export const definitionLocator: INodeProperties = {
	...locator('Definition', 'definitionId', 'searchDefinitions', byId('e.g. 7')),
	required: true,
	description: 'What kind of custom object to create',
};
