import { updateFields } from '../../../shared/editor/nodeProperties';
import type { SingleOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import {
	fieldsOf,
	longText,
	params,
	picked,
	required,
	string,
	stringList,
} from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { companyLocator } from '../../fields/locators';
import { record } from '../../api/response';
import { details } from './params';

const company = params({ company_id: required(picked(companyLocator)) });

const changes = {
	...details,
	...params({
		description: longText('Description', 'e.g. Law firm for patents and trademarks'),
		name: string('Name', 'e.g. Acme Legal'),
		tags: stringList('Tags', 'e.g. enterprise, EMEA', {
			description:
				'Tags with commas between them, or a list from an expression. They replace all tags of the company.',
		}),
	}),
};

/** PATCH /v1/companies/{id}: docs.leadlex.com/api-reference/companies/update */
export const update: SingleOperation<{ id: string; changed: Values<typeof changes> }> = {
	value: 'update',
	name: 'Update',
	action: 'Update company',
	description: 'Change the fields of a company that are filled in',
	fields: [...fieldsOf(company), updateFields(changes)],
	parse: (item) => ({ id: item.values(company).company_id!, changed: item.changes(changes) }),
	request: ({ id, changed }) => ({
		method: 'PATCH',
		path: path`/v1/companies/${id}`,
		body: changed,
		// The same values give the same company
		repeatable: true,
	}),
	output: record,
};
