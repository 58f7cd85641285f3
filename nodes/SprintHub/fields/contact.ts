/** The fields for a contact. SprintHub documents no list to pick one from, but the address at which it shows one. */
import type { INodeProperties } from 'n8n-workflow';

import type { Converter } from '../../shared/operation/converters';
import { toText } from '../../shared/operation/converters';
import { byId, byUrl, recordLocator } from '../../shared/operation/fields';
import { cleanPasted } from '../../shared/utils/text';
import { toRecordId, toRecordNumber } from './converters';

const ADDRESS = 'https?://[\\w-]+\\.sprinthub\\.app/sh/leads/profile/(\\d+)(?:[/?#].*)?';
const WHOLE_ADDRESS = new RegExp(`^${ADDRESS}$`, 'i');

/** Returns the ID in the address of a contact. Any other value stays as it is. */
const idInAddress: Converter<unknown> = (value, timezone) =>
	WHOLE_ADDRESS.exec(cleanPasted(toText(value, timezone)))?.[1] ?? value;

/** Converts the ID or the address of a contact to its ID. */
export const toContactId: Converter<number | string> = (value, timezone) =>
	toRecordId(idInAddress(value, timezone), timezone);

/** Like `toContactId`, for documented paths and bodies that take only numbers. */
const toContactNumber: Converter<number> = (value, timezone) =>
	toRecordNumber(idInAddress(value, timezone), timezone);

export const contactLocator: INodeProperties = {
	displayName: 'Contact',
	name: 'contactId',
	type: 'resourceLocator',
	default: { mode: 'id', value: '' },
	description: 'The ID that Create Contact returns, or the address of the contact in SprintHub',
	modes: [
		{
			type: 'string',
			...byUrl(
				'e.g. https://yourcompany.sprinthub.app/sh/leads/profile/8473',
				ADDRESS,
				'This is not the address of a contact in SprintHub',
			),
		},
		{ type: 'string', ...byId('e.g. 8473') },
	],
};

export const contactId = {
	...recordLocator(contactLocator, {
		name: contactLocator.name,
		description: contactLocator.description,
	}),
	convert: toContactNumber,
};
