import {
	options,
	integer,
	longText,
	fields,
	recordLocator,
	required,
	text,
} from '../../../shared/operation/fields';
import { campaignLocator, stepLocator } from '../../fields/locators';

export const parentCampaign = fields({ campaign_id: required(recordLocator(campaignLocator)) });

/** A step and its campaign. The editor lists the steps of the chosen campaign. */
export const target = fields({
	campaign_id: required(recordLocator(campaignLocator)),
	step_id: required(recordLocator(stepLocator)),
});

const FILLED_IN =
	'LeadLex fills in {{first_name}}, {{last_name}}, {{company_name}} and {{job_title}}, which n8n leaves alone as long as the field is on Fixed';

const subject = text('Subject', 'e.g. Quick question about {{company_name}}', {
	description: FILLED_IN,
});
const body = longText('Body', 'e.g. Hi {{first_name}}, a short reminder', {
	description: `Plain text or HTML. ${FILLED_IN}.`,
});

export const identity = fields({ subject: required(subject), body: required(body) });

const timing = {
	delay_days: integer('Delay Days', { description: 'Days after the step before' }),
	delay_hours: integer('Delay Hours', {
		typeOptions: { minValue: 0, maxValue: 23 },
		description: 'Hours in addition to the days, from 0 to 23',
	}),
	send_condition: options('Send Condition', {
		always: 'Always',
		if_clicked: 'If Clicked',
		if_no_reply: 'If No Reply',
		if_no_open: 'If Not Opened',
		if_opened: 'If Opened',
	}),
};

export const details = fields(timing);
export const changes = fields({ subject, body, ...timing });
