import { fields, required, text, commaList, url } from '../../../shared/operation/fields';

export const identity = fields({ name: required(text('Name', 'e.g. Acme Legal')) });

export const details = fields({
	city: text('City', 'e.g. Sydney'),
	country: text('Country', 'e.g. Australia'),
	domain: text('Domain', 'e.g. acmelegal.example'),
	industry: text('Industry', 'e.g. Legal Services'),
	linkedin_url: url('LinkedIn URL', 'e.g. https://linkedin.com/company/acme-legal'),
	size: text('Size', 'e.g. 51-200', { description: 'Number of people, as a range' }),
	tags: commaList('Tags', 'e.g. enterprise, EMEA'),
	website: url('Website', 'e.g. https://acmelegal.example'),
});
