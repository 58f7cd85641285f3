/** Opportunities in a sales funnel. */
import type { MockResponse, Call, Handler } from '../server/types';
import { find, nextId, message, ok } from './responses';
import type { SprintHubState } from './types';

export const opportunityHandlers: Record<string, Handler<SprintHubState>> = {
	createOpportunity,
	updateOpportunity,
};

type Fields = Record<string, unknown>;

const MIN_OPPORTUNITY_ID = 4534;

const emptyFields = [
	'loss_reason',
	'gain_reason',
	'expectedCloseDate',
	'sale_channel',
	'campaign',
	'user',
	'gain_date',
	'lost_date',
	'fields',
	'updateDate',
];

function createOpportunity({ body }: Call, state: SprintHubState): MockResponse {
	const fields = body as Fields;
	checkLead(fields, state);
	const opportunity = {
		...Object.fromEntries(emptyFields.map((field) => [field, null])),
		status: 'open',
		...fields,
		id: nextId(state.opportunities, MIN_OPPORTUNITY_ID),
		createDate: new Date().toISOString(),
	};
	state.opportunities.set(opportunity.id, opportunity);
	return ok(opportunity);
}

/** Keeps fields that are not sent, those of `fields` included, as clients rely on it. */
function updateOpportunity({ params, body }: Call, state: SprintHubState): MockResponse {
	const opportunity = state.opportunities.get(Number(params.opportunityId));
	if (!opportunity) return message(404, 'Oportunidade não encontrada');
	const { fields, ...changes } = body as Fields;
	checkLead(changes, state);
	const now = new Date().toISOString();
	Object.assign(opportunity, changes, { updateDate: now });
	if (fields) opportunity.fields = { ...(opportunity.fields as object | null), ...fields };
	if (changes.status === 'gain') opportunity.gain_date = now;
	if (changes.status === 'lost') opportunity.lost_date = now;
	return ok(opportunity);
}

/** Responds with 404 to an unknown lead; the pages do not say what happens then. */
function checkLead({ lead_id }: Fields, state: SprintHubState): void {
	if (lead_id !== undefined) find(state.leads, lead_id, 'Lead');
}
