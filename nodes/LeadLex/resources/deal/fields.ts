import {
	options,
	date,
	idList,
	longText,
	number,
	fields,
	recordLocator,
	required,
	text,
	commaList,
} from '../../../shared/operation/fields';
import {
	companyLocator,
	contactLocator,
	dealLocator,
	pipelineLocator,
	stageLocator,
	userLocator,
} from '../../fields/locators';

export const which = fields({ deal_id: required(recordLocator(dealLocator)) });

export const name = text('Name', 'e.g. Acme Corp Partnership');
export const identity = fields({ name: required(name) });

export const status = options('Status', { active: 'Active', lost: 'Lost', won: 'Won' });

/** What can be said of a deal whenever it is written. */
const common = {
	contact_id: recordLocator(contactLocator, { description: 'The main contact' }),
	deal_type: text('Deal Type', 'e.g. litigation', {
		description: 'Kind of legal matter, such as litigation, m&a or employment',
	}),
	estimated_value: number('Estimated Value', { description: 'Amount in the currency of the deal' }),
	notes: longText('Notes', 'e.g. Met at the patent conference'),
	owner_id: recordLocator(userLocator, { displayName: 'Owner' }),
	pipeline: recordLocator(pipelineLocator),
	priority: options(
		'Priority',
		{ low: 'Low', medium: 'Medium', high: 'High', urgent: 'Urgent' },
		{ default: 'medium' },
	),
	stage: recordLocator(stageLocator, {
		description: 'A stage of the pipeline that is picked here',
	}),
	status,
};

/** What is said of a single deal only. */
const own = {
	currency: text('Currency', 'e.g. EUR', { description: 'ISO 4217 code' }),
	description: longText('Description', 'e.g. Advice on the acquisition of a competitor'),
	follow_up_date: date('Follow-Up Date', { description: 'Day of the next follow-up' }),
	probability: number('Probability (%)', {
		typeOptions: { minValue: 0, maxValue: 100 },
		description: 'Chance to win, from 0 to 100',
	}),
};

const tags = (description: string) =>
	commaList('Tags', 'e.g. enterprise, cross-border', { description });

export const details = fields({
	...common,
	...own,
	fee_model: text('Fee Model', 'e.g. fixed', {
		description: 'Such as hourly, fixed, contingency or retainer',
	}),
	matter_lead_id: recordLocator(userLocator, { displayName: 'Matter Lead' }),
	related_company_id: recordLocator(companyLocator, { displayName: 'Related Company' }),
	relationship_partner_id: recordLocator(userLocator, { displayName: 'Relationship Partner' }),
	tags: tags('Tags with commas between them, or a list from an expression'),
	team_member_ids: idList('Team Member IDs', 'e.g. 123e4567-e89b-12d3-a456-426614174000', {
		description: 'IDs of users with commas between them, or a list from an expression',
	}),
});

/** What can be changed of many deals at once. */
const changing = {
	...common,
	closed_date: date('Closed Date', { description: 'Day on which the deal was won or lost' }),
	name,
	tags: tags('Replaces all tags. Tags with commas between them, or a list from an expression.'),
};

export const manyChanges = fields(changing);
export const changes = fields({ ...changing, ...own });

export const dealIds = fields({
	deal_ids: required(
		idList('Deal IDs', 'e.g. 3f8e1d2c-4b5a-6d7e-8f9a-0b1c2d3e4f5a', {
			description:
				'One ID, several with commas between them, or a list from an expression. Each deal becomes an output item of its own.',
		}),
	),
});
