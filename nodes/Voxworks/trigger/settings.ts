/** What the user has set. */
import type { INodeProperties, IPollFunctions } from 'n8n-workflow';

import { filters } from '../../shared/editor/nodeProperties';
import { createItem } from '../../shared/operation/item';
import { boolean, fieldsOf, integer, params } from '../../shared/operation/fields';
import { callType, contactId, scriptId } from '../resources/call/params';
import type { Watch } from './pollWindow';

export interface Settings extends Watch {
	includeResult: boolean;
}

const DAY = 24 * 60 * 60_000;
const USUAL_DAYS = 7;

const query = params({ contact_id: contactId, script_id: scriptId, type: callType });

const options = params({
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

export const fields: INodeProperties[] = [
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
		options: fieldsOf(options),
	},
];

/** Throws what is wrong with a value, beginning with the label of its field. */
export function settingsOf(ctx: IPollFunctions): Settings {
	const valueOf = (name: string) => ctx.getNodeParameter(name, {});
	const item = createItem({ fields, json: {}, timezone: ctx.getTimezone(), valueOf });
	const { give_up_after_days = USUAL_DAYS, include_result = false } = item.values(options);
	const wanted = item.values(query);
	return {
		query: wanted,
		of: JSON.stringify([ctx.getNode().credentials?.voxworksApi?.id, wanted]),
		longest: give_up_after_days * DAY,
		includeResult: include_result,
	};
}
