import { additionalFields } from '../../../shared/description';
import type { SingleOperation } from '../../../shared/operation';
import type { Values } from '../../../shared/params';
import { fieldsOf, params, required, string, stringList, url } from '../../../shared/params';
import { record } from '../../record';

const identity = params({ name: required(string('Name', 'e.g. Acme Legal')) });

const details = params({
	city: string('City', 'e.g. Sydney'),
	country: string('Country', 'e.g. Australia'),
	domain: string('Domain', 'e.g. acmelegal.example'),
	industry: string('Industry', 'e.g. Legal Services'),
	linkedin_url: url('LinkedIn URL', 'e.g. https://www.linkedin.com/company/acme-legal'),
	size: string('Size', 'e.g. 51-200', { description: 'Number of people, as a range' }),
	tags: stringList('Tags', 'e.g. enterprise, EMEA', {
		description: 'Tags with commas between them, or a list from an expression',
	}),
	website: url('Website', 'e.g. https://acmelegal.example'),
});

type NewCompany = Values<typeof identity> & Values<typeof details>;

/** POST /v1/companies: docs.leadlex.com/api-reference/companies/create */
export const create: SingleOperation<NewCompany> = {
	value: 'create',
	name: 'Create',
	action: 'Create company',
	description: 'Create a new company record',
	fields: [...fieldsOf(identity), additionalFields(details)],
	parse: (item) => ({ ...item.values(identity), ...item.values(details) }),
	request: (company) => ({ method: 'POST', path: '/v1/companies', body: company }),
	output: record,
	recordId: ({ id }) => id,
};
