import { updateFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import {
	propertiesOf,
	longText,
	fields,
	recordLocator,
	required,
	text,
	commaList,
} from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { companyLocator } from '../../fields/locators';
import { record } from '../../api/response';
import { details } from './fields';

const target = fields({ company_id: required(recordLocator(companyLocator)) });

const changes = {
	...details,
	...fields({
		description: longText('Description', 'e.g. Law firm for patents and trademarks'),
		name: text('Name', 'e.g. Acme Legal'),
		tags: commaList('Tags', 'e.g. enterprise, EMEA', { description: 'Replaces all tags' }),
	}),
};

/** PATCH /v1/companies/{id}: docs.leadlex.com/api-reference/companies/update */
export const update: SingleOperation<{ id: string; changed: Values<typeof changes> }> = {
	value: 'update',
	name: 'Update',
	action: 'Update company',
	description: 'Update a company, changing only the fields that are filled in',
	properties: [...propertiesOf(target), updateFields(changes)],
	autoMap: changes,
	parse: (item) => ({ id: item.read(target).company_id, changed: item.requireChanges(changes) }),
	request: ({ id, changed }) => ({
		method: 'PATCH',
		path: path`/v1/companies/${id}`,
		body: changed,
		// Setting the same values again has no further effect
		idempotent: true,
	}),
	output: (body, { id }) => ({ id, ...record(body) }),
};
