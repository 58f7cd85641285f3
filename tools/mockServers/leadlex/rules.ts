/** What the contract does not say about the records in `routes.ts`. */
import { randomBytes } from 'node:crypto';
import type { CrudRules, Fields } from '../crud/routes';
import type { Row } from '../crud/store';
import { abortWith } from '../server/abort';
import { createdDate } from './contactNames';
import { checkParent, parentsByName } from './parents';
import { error, invalid } from './responses';
import type { LeadLexState } from './types';

type Rules = CrudRules<LeadLexState>;

export const dealRules: Rules = {
	renamed: {
		contact_id: 'main_contact_id',
		owner_id: 'owner_user_id',
		deal_type: 'matter_type',
		description: 'high_level_description',
		follow_up_date: 'next_follow_up_date',
	},
	complete: ({ tags = [] }) => ({ tags }),
};

export const taskRules: Rules = {
	renamed: { assignee_id: 'assigned_to_user_id' },
	check: checkParent,
	complete: ofParent,
};

export const noteRules: Rules = {
	check: checkParent,
	complete: (fields, state) => ({
		is_pinned: false,
		tags: [],
		...fields,
		...ofParent(fields, state),
	}),
};

export const activityRules: Rules = {
	check({ contact_id, deal_id, metadata }, state) {
		mustExist(contact_id, state.contacts, 'Contact', 'contact_not_found');
		mustExist(deal_id, state.deals, 'Deal', 'deal_not_found');
		if (JSON.stringify(metadata ?? {}).length > 8 * 1024) {
			invalid('metadata is over 8 KB', undefined, 'metadata_too_large');
		}
	},
	complete: () => ({ created_by_user_id: 'user-001' }),
};

export const listRules: Rules = {
	check({ name }, state, list) {
		if (isTaken(name, state.lists, list)) invalid('A list with this name already exists');
	},
	show: ({ id }, state) => ({ contact_count: state.contactIdsByList.get(id)?.size ?? 0 }),
};

export const workflowRules: Rules = {
	check({ name }, state, workflow) {
		if (isTaken(name, state.workflows, workflow)) {
			abortWith(error(409, 'duplicate_name', 'A workflow with this name already exists'));
		}
	},
	complete: () => ({ last_triggered_at: null, triggers_today: 0, auto_disabled_reason: null }),
};

export const apiKeyRules: Rules = {
	check({ name }, state) {
		const active = new Map([...state.apiKeys].filter(([, key]) => key.revoked_at === null));
		if (isTaken(name, active)) {
			abortWith(error(409, 'duplicate_name', 'An active key with this name already exists'));
		}
	},
	// Only the response to the creation documents the key
	complete({ expires_at = null }) {
		const key = `wbk_${randomBytes(16).toString('hex')}`;
		const prefix = key.slice(0, 10);
		const times = { expires_at, last_used_at: null, revoked_at: null };
		return { key, prefix, created_by: 'user-001', ...times };
	},
	filters: { include_revoked: (row, expected) => expected === true || row.revoked_at === null },
};

export const lexiConversationRules: Rules = {
	filters: {
		archived: (row, expected) => expected === true || row.archived !== true,
		user_id: () => true,
		contact_id: (row, expected) => contextOf(row).contact_id === expected,
		deal_id: (row, expected) => contextOf(row).deal_id === expected,
	},
};

export const emailThreadRules: Rules = {
	filters: { unread: (row, expected) => Number(row.unread_count) > 0 === expected },
};

export const emailCorrespondentRules: Rules = {
	filters: {
		user_id: () => true,
		min_messages: (row, expected) => Number(row.message_count) >= Number(expected),
	},
};

export const calendarEventRules: Rules = {
	filters: {
		attendee_email: (row, expected) =>
			(row.attendees as Array<{ email: string }>).some(({ email }) => email === expected),
	},
};

export const auditLogRules: Rules = {
	filters: { user_id: (row, expected) => (row.user as { id: unknown }).id === expected },
};
function ofParent(fields: Fields, state: LeadLexState): Fields {
	return { ...parentsByName(fields, state), created_date: createdDate(fields.created_date) };
}

function mustExist(id: unknown, rows: Map<string, unknown>, what: string, code: string): void {
	if (typeof id === 'string' && !rows.has(id)) abortWith(error(404, code, `${what} not found`));
}

function isTaken(name: unknown, rows: Map<string, Row>, own?: Row): boolean {
	return [...rows.values()].some((row) => row !== own && row.name === name);
}

function contextOf(row: Row): Fields {
	return row.context as Fields;
}
