/** The settings of the trigger: what the editor shows, and how they are read. */
import type { IDataObject, INodeProperties, IPollFunctions } from 'n8n-workflow';

import { filters } from '../../shared/operation/collections';
import { createItem } from '../../shared/operation/item';
import { boolean, propertiesOf, integer, fields } from '../../shared/operation/fields';
import { voxworks } from '../api';
import { callType, contactId, scriptId } from '../fields/callFilters';
import { hashOf } from './pollState';

export interface PollSettings {
	/** The filters of the API. */
	query: IDataObject;
	/** Identifies the filters. */
	queryKey: string;
	/** Identifies the key of the credential, without showing it. */
	account: string;
	/** How long the trigger waits for a call to finish, in milliseconds from when it was created. */
	maxWait: number;
	/** Whether to add the result of each call. */
	includeResult: boolean;
}

const DAY = 24 * 60 * 60_000;
const DEFAULT_DAYS = 7;

const callFilters = fields({ contact_id: contactId, script_id: scriptId, type: callType });

const options = fields({
	give_up_after_days: integer('Give Up After (Days)', {
		typeOptions: { minValue: 1, maxValue: 365 },
		default: DEFAULT_DAYS,
		description:
			'How long the trigger waits for a call to end, from when the call was created. After that, it logs a warning with the ID of the call in the log of n8n.',
	}),
	include_result: boolean('Include Result', {
		description:
			'Whether to add the result of the call, such as its summary, transcript and structured data. This takes one more request for each call.',
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
	filters(callFilters),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: propertiesOf(options),
	},
];

/** Throws a UserError that begins with the label of the field if a value is invalid. */
export async function readSettings(ctx: IPollFunctions): Promise<PollSettings> {
	const item = createItem({
		properties,
		json: {},
		timezone: ctx.getTimezone(),
		readParameter: (name) => ctx.getNodeParameter(name, {}),
	});
	const { give_up_after_days = DEFAULT_DAYS, include_result = false } = item.read(options);
	const query = item.read(callFilters);
	const credential = await ctx.getCredentials(voxworks.credential);
	return {
		query,
		queryKey: JSON.stringify(query),
		account: hashOf(JSON.stringify([credential.baseUrl, voxworks.secret(credential)])),
		maxWait: give_up_after_days * DAY,
		includeResult: include_result,
	};
}
