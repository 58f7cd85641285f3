import { additionalFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import {
	multiOptions,
	propertiesOf,
	fields,
	recordLocator,
	required,
} from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { contactDetailRecord } from '../../fields/records';
import { contactLocator } from '../../fields/locators';
import { record } from '../../api/response';

const target = fields({ contact_id: required(recordLocator(contactLocator)) });

const query = fields({
	include: multiOptions(
		'Include',
		{ deals: 'Deals', notes: 'Notes', tasks: 'Tasks' },
		{ description: 'The newest notes, open tasks and open deals, up to 3 of each' },
	),
});

/** GET /v1/contacts/{id}: docs.leadlex.com/api-reference/contacts/get */
export const get: SingleOperation<{ id: string } & Values<typeof query>> = {
	value: 'get',
	name: 'Get',
	action: 'Get contact',
	description: 'Get one contact, optionally with its newest notes, tasks and deals',
	properties: [...propertiesOf(target), additionalFields(query)],
	record: contactDetailRecord,
	parse: (item) => ({ id: item.read(target).contact_id, ...item.read(query) }),
	request: ({ id, include }) => ({
		method: 'GET',
		path: path`/v1/contacts/${id}`,
		query: { include: include?.join(',') },
	}),
	output: record,
};
