import { params, required, string, stringList, url } from '../../../shared/operation/fields';

export const identity = params({ name: required(string('Name', 'e.g. Acme Legal')) });

export const details = params({
	city: string('City', 'e.g. Sydney'),
	country: string('Country', 'e.g. Australia'),
	domain: string('Domain', 'e.g. acmelegal.example'),
	industry: string('Industry', 'e.g. Legal Services'),
	linkedin_url: url('LinkedIn URL', 'e.g. https://linkedin.com/company/acme-legal'),
	size: string('Size', 'e.g. 51-200', { description: 'Number of people, as a range' }),
	tags: stringList('Tags', 'e.g. enterprise, EMEA', {
		description: 'Tags with commas between them, or a list from an expression',
	}),
	website: url('Website', 'e.g. https://acmelegal.example'),
});
