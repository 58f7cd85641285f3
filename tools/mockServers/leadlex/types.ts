import type { StoredResponses } from '../server/idempotency';
import type { Row, Rows } from '../crud/store';

export interface LeadLexContact {
	id: string;
	first_name?: string;
	last_name?: string;
	full_name?: string;
	email?: string;
	phone?: string;
	job_title?: string;
	company?: string;
	related_company_id?: string | null;
	linkedin_url?: string;
	/** 1 high, 2 medium, 3 low. */
	priority?: number | null;
	tags?: string[];
	custom_fields?: Record<string, unknown>;
	notes?: string;
	created_date?: string;
	updated_date?: string | null;
}

export interface LeadLexCompany {
	id: string;
	name: string;
	industry?: string;
	domain?: string;
	city?: string;
	country?: string;
	tags?: string[];
	created_date?: string;
}

export interface LeadLexWebhook extends Row {
	url: string;
	events: string[];
	active: boolean;
	secret: string;
}

/** A contact in a campaign. */
export interface LeadLexEnrolment {
	contact_id: string;
	status: string;
	current_step: number;
	added_at: string;
	last_sent_at: string | null;
}

export interface LeadLexDocumentLink {
	link_id: string;
	document_id: string;
	entity_type: string;
	entity_id: string;
	role?: string;
	created_at: string;
}

/** Collections of plain rows. `routes.ts` has their calls. */
export type CollectionName =
	| 'activities'
	| 'apiKeys'
	| 'auditLogs'
	| 'calendarEvents'
	| 'campaignEvents'
	| 'campaignSteps'
	| 'campaigns'
	| 'channelsMessages'
	| 'channelsProviders'
	| 'deals'
	| 'documents'
	| 'emailCorrespondents'
	| 'emailThreads'
	| 'lexiConversations'
	| 'lexiTasks'
	| 'lists'
	| 'notes'
	| 'pipelines'
	| 'settingsProviders'
	| 'tasks'
	| 'users'
	| 'webhookLogs'
	| 'webhooks'
	| 'workflowLogs'
	| 'workflows';

export interface LeadLexState extends Record<CollectionName, Rows> {
	contacts: Map<string, LeadLexContact>;
	companies: Map<string, LeadLexCompany>;
	webhooks: Map<string, LeadLexWebhook>;
	/** Contacts in the order in which they were linked. */
	contactIdsByCompany: Map<string, Set<string>>;
	/** By lower-case email. Duplicates share an email. */
	contactIdsByEmail: Map<string, string[]>;
	contactIdsByList: Map<string, Set<string>>;
	/** By campaign, then by contact, in the order of enrolment. */
	enrolments: Map<string, Map<string, LeadLexEnrolment>>;
	documentLinks: LeadLexDocumentLink[];
	storedResponses: StoredResponses;
}
