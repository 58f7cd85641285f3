/** Campaigns, from draft to pause, and their contacts. */
import { randomUUID } from 'node:crypto';
import type { CrudRules } from '../crud/routes';
import type { Row } from '../crud/store';
import type { MockResponse, Call, Handler } from '../server/types';
import { error, find, invalid, ok, page } from './responses';
import type { LeadLexEnrolment, LeadLexState } from './types';

export const campaignHandlers: Record<string, Handler<LeadLexState>> = {
	deleteCampaign,
	startCampaign,
	pauseCampaign,
	listCampaignContacts,
	addContactsToCampaign,
	removeContactFromCampaign,
	getCampaignStats,
};

export const campaignRules: CrudRules<LeadLexState> = {
	check: ({ list_id }, state, campaign) => {
		if (!campaign) find(state.lists, list_id, 'List');
	},
	complete: () => ({ status: 'draft' }),
	show: (campaign, state) => ({
		steps: stepsOf(campaign, state),
		contacts: [...enrolledIn(campaign, state).keys()],
		stats: {
			sent: count(campaign, 'sent', state),
			opened: count(campaign, 'opened', state),
			replied: count(campaign, 'replied', state),
		},
	}),
};

export const campaignStepRules: CrudRules<LeadLexState> = {
	show: (step, state) => {
		const campaign = state.campaigns.get(String(step.campaign_id));
		return { index: campaign ? stepsOf(campaign, state).indexOf(step) : 0 };
	},
};

/** Campaigns with more recipients need an approval. */
const MAX_UNAPPROVED_RECIPIENTS = 100;

function findCampaign({ params }: Call, state: LeadLexState): Row {
	return find(state.campaigns, params.id, 'Campaign', 'campaign_not_found');
}

function stepsOf({ id }: Row, { campaignSteps }: LeadLexState): Row[] {
	return [...campaignSteps.values()].filter((step) => step.campaign_id === id);
}

function enrolledIn({ id }: Row, { enrolments }: LeadLexState): Map<string, LeadLexEnrolment> {
	if (!enrolments.has(id)) enrolments.set(id, new Map());
	return enrolments.get(id)!;
}

function count({ id }: Row, type: string, { campaignEvents }: LeadLexState): number {
	const events = [...campaignEvents.values()];
	return events.filter((event) => event.campaign_id === id && event.type === type).length;
}

function deleteCampaign(call: Call, state: LeadLexState): MockResponse {
	const { id, status } = findCampaign(call, state);
	if (status !== 'draft') {
		return error(409, 'campaign_not_draft', 'Only draft campaigns can be deleted');
	}
	state.campaigns.delete(id);
	return ok({ deleted: true, id });
}

function startCampaign(call: Call, state: LeadLexState): MockResponse {
	const campaign = findCampaign(call, state);
	if (!['draft', 'paused'].includes(String(campaign.status))) {
		invalid('The campaign is already running');
	}
	for (const id of state.contactIdsByList.get(String(campaign.list_id)) ?? []) {
		enrol(campaign, id, state);
	}
	const recipients = enrolledIn(campaign, state).size;
	if (recipients === 0) invalid('The campaign has no contacts');
	const campaign_id = campaign.id;
	if (recipients <= MAX_UNAPPROVED_RECIPIENTS || campaign.status === 'paused') {
		launch(campaign, state);
		return ok({ campaign_id, status: 'active', task_id: null });
	}
	campaign.status = 'pending_approval';
	const task = {
		id: randomUUID(),
		type: 'campaign_start',
		status: 'pending',
		description: `Start ${String(campaign.name)} with ${recipients} contacts`,
		metadata: { campaign_id },
		created_at: new Date().toISOString(),
	};
	state.lexiTasks.set(task.id, task);
	return ok({ campaign_id, status: 'pending_approval', task_id: task.id });
}

/** Starts the campaign, and sends the first step to all contacts that have not had it. */
export function launch(campaign: Row, state: LeadLexState): void {
	campaign.status = 'active';
	const [first] = stepsOf(campaign, state);
	for (const enrolment of enrolledIn(campaign, state).values()) {
		if (enrolment.status !== 'pending') continue;
		const timestamp = new Date().toISOString();
		Object.assign(enrolment, { status: 'active', current_step: 1, last_sent_at: timestamp });
		const event = {
			id: `evt_${randomUUID()}`,
			type: 'sent',
			campaign_id: campaign.id,
			contact_id: enrolment.contact_id,
			email: state.contacts.get(enrolment.contact_id)?.email,
			step_id: first?.id,
			timestamp,
			metadata: {},
		};
		state.campaignEvents.set(event.id, event);
	}
}

function pauseCampaign(call: Call, state: LeadLexState): MockResponse {
	const campaign = findCampaign(call, state);
	if (campaign.status !== 'active') {
		return error(409, 'campaign_not_active', 'The campaign is not active');
	}
	campaign.status = 'paused';
	const paused_at = new Date().toISOString();
	return ok({ campaign: { id: campaign.id, status: 'paused', paused_at } });
}

/** Lists the newest enrolments first. */
function listCampaignContacts(call: Call, state: LeadLexState): MockResponse {
	const { status } = call.query;
	const enrolled = [...enrolledIn(findCampaign(call, state), state).values()].reverse();
	const matches = enrolled.filter(
		(enrolment) => status === undefined || enrolment.status === status,
	);
	return page('contacts', matches, call.query, (enrolment) => {
		const { full_name, email } = state.contacts.get(enrolment.contact_id) ?? {};
		return { ...enrolment, full_name, email };
	});
}

function enrol(campaign: Row, contact_id: string, state: LeadLexState): boolean {
	const enrolled = enrolledIn(campaign, state);
	if (enrolled.has(contact_id) || !state.contacts.has(contact_id)) return false;
	enrolled.set(contact_id, {
		contact_id,
		status: 'pending',
		current_step: 0,
		added_at: new Date().toISOString(),
		last_sent_at: null,
	});
	return true;
}

/** Responds with the IDs of new contacts. Those that are unknown or in the campaign already are skipped. */
function addContactsToCampaign(call: Call, state: LeadLexState): MockResponse {
	const campaign = findCampaign(call, state);
	const { contact_ids } = call.body as { contact_ids: string[] };
	const added = contact_ids.filter((id) => enrol(campaign, id, state));
	const skipped = contact_ids.length - added.length;
	return ok({ added: added.length, skipped, contact_ids: added });
}

function removeContactFromCampaign(call: Call, state: LeadLexState): MockResponse {
	const campaign = findCampaign(call, state);
	const contact_id = String(call.params.contact_id);
	if (!enrolledIn(campaign, state).delete(contact_id)) {
		return error(404, 'enrollment_not_found', 'The contact is not enrolled');
	}
	return ok({ removed: true, campaign_id: campaign.id, contact_id });
}

function getCampaignStats(call: Call, state: LeadLexState): MockResponse {
	const campaign = findCampaign(call, state);
	const of = (type: string) => count(campaign, type, state);
	const rate = (type: string) => (of('sent') > 0 ? of(type) / of('sent') : 0);
	const stats = {
		sent_count: of('sent'),
		opened_count: of('opened'),
		clicked_count: of('clicked'),
		replied_count: of('replied'),
		bounced_count: of('bounced'),
		unsubscribed_count: of('unsubscribed'),
		open_rate: rate('opened'),
		click_rate: rate('clicked'),
		reply_rate: rate('replied'),
	};
	return ok({ stats });
}
