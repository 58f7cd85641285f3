/** What the user has set. */
import type { INodeProperties, IPollFunctions } from 'n8n-workflow';

import { filters } from '../../shared/operation/collections';
import { createItem } from '../../shared/operation/item';
import { boolean, propertiesOf, integer, fields } from '../../shared/operation/fields';
import { callType, contactId, scriptId } from '../resources/call/fields';
import type { Watch } from './pollWindow';

export interface Settings extends Watch {
	includeResult: boolean;
}

const DAY = 24 * 60 * 60_000;
const USUAL_DAYS = 7;

const query = fields({ contact_id: contactId, script_id: scriptId, type: callType });

const options = fields({
	give_up_after_days: integer('Give Up After (Days)', {
		typeOptions: { minValue: 1, maxValue: 365 },
		default: USUAL_DAYS,
		description:
			'How long the trigger waits for the end of a call, from when it was created. It writes the ID of a call that it gives up to the log of n8n.',
	}),
	include_result: boolean('Include Result', {
		description:
			'Whether to add what is known after a call, such as its summary, transcript and structured data. This takes one more request for each call.',
	}),
});

export const properties: INodeProperties[] = [
	{
		displayName: 'Event',
		name: 'event',
		type: 'options',
		noDataExpression: true,
		default: 'callFinished',
		options: [
			{
				name: 'Call Finished',
				value: 'callFinished',
				description: 'A call is over, however it ended',
			},
		],
	},
	filters(query),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: propertiesOf(options),
	},
];

/** Throws what is wrong with a value, beginning with the label of its field. */
export function settingsOf(ctx: IPollFunctions): Settings {
	const item = createItem({
		properties,
		json: {},
		timezone: ctx.getTimezone(),
		readParameter: (name) => ctx.getNodeParameter(name, {}),
	});
	const { give_up_after_days = USUAL_DAYS, include_result = false } = item.read(options);
	const wanted = item.read(query);
	return {
		query: wanted,
		of: JSON.stringify([ctx.getNode().credentials?.voxworksApi?.id, wanted]),
		longest: give_up_after_days * DAY,
		includeResult: include_result,
	};
}
