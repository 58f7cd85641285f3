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

export const target = fields({ deal_id: required(recordLocator(dealLocator)) });

export const name = text('Name', 'e.g. Acme Corp Partnership');
export const identity = fields({ name: required(name) });

export const status = options('Status', { active: 'Active', lost: 'Lost', won: 'Won' });

/** Fields of every operation that writes deals. */
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

/** Fields that cannot be changed for many deals at once. */
const singleOnly = {
	currency: text('Currency', 'e.g. EUR', { description: 'ISO 4217 code' }),
	description: longText('Description', 'e.g. Advice on the acquisition of a competitor'),
	follow_up_date: date('Follow-Up Date', { description: 'Day of the next follow-up' }),
	probability: number('Probability (%)', {
		typeOptions: { minValue: 0, maxValue: 100 },
		description: 'Chance to win, from 0 to 100',
	}),
};

const tags = commaList('Tags', 'e.g. enterprise, cross-border');
const newTags = commaList('Tags', 'e.g. enterprise, cross-border', {
	description: 'Replaces all tags',
});

export const details = fields({
	...common,
	...singleOnly,
	fee_model: text('Fee Model', 'e.g. fixed', {
		description: 'Such as hourly, fixed, contingency or retainer',
	}),
	matter_lead_id: recordLocator(userLocator, { displayName: 'Matter Lead' }),
	related_company_id: recordLocator(companyLocator, { displayName: 'Related Company' }),
	relationship_partner_id: recordLocator(userLocator, { displayName: 'Relationship Partner' }),
	tags,
	team_member_ids: idList('Team Member IDs', 'e.g. 123e4567-e89b-12d3-a456-426614174000', {
		description: 'IDs of users',
	}),
});

/** Fields that can be changed for one deal or for many at once. */
const commonChanges = {
	...common,
	closed_date: date('Closed Date', { description: 'Day on which the deal was won or lost' }),
	name,
	tags: newTags,
};

export const manyChanges = fields(commonChanges);
export const changes = fields({ ...commonChanges, ...singleOnly });

export const dealIds = fields({
	deal_ids: required(
		idList('Deal IDs', 'e.g. 3f8e1d2c-4b5a-6d7e-8f9a-0b1c2d3e4f5a', {
			perEntry: 'deal',
		}),
	),
});
