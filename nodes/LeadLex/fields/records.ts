/**
 * The records with more than ten properties, as docs.leadlex.com documents them. What is simplified is
 * what sales teams and law offices work with most.
 */
import type { RecordType } from '../../shared/operation/recordOutput';
import { extend } from '../../shared/operation/recordOutput';

/** Lists return the employer as `company_name`, and single reads as `company`. */
export const contactRecord: RecordType = {
	id: 'id',
	simplified: [
		...['id', 'full_name', 'first_name', 'last_name', 'email', 'phone', 'job_title'],
		...['company', 'company_name', 'related_company_id'],
	],
	rest: [
		...['linkedin_url', 'priority', 'tags', 'custom_fields', 'notes', 'location'],
		...['created_date', 'created_at', 'updated_date'],
	],
};
/** Get has the parts that its Include names. */
export const contactDetailRecord = extend(contactRecord, {
	onRequest: ['recent_notes', 'open_tasks', 'open_deals'],
});

export const companyRecord: RecordType = {
	id: 'id',
	simplified: [
		...['id', 'name', 'domain', 'website', 'industry', 'size', 'city', 'country'],
		...['linkedin_url', 'updated_date'],
	],
	rest: [
		...['state', 'street', 'postal_code', 'description', 'logo_url', 'founded_year'],
		...['hq_location', 'tags', 'created_date'],
	],
};

export const dealRecord: RecordType = {
	id: 'id',
	simplified: [
		...['id', 'name', 'stage', 'status', 'estimated_value', 'currency', 'main_contact_id'],
		...['related_company_id', 'owner_user_id', 'next_follow_up_date'],
	],
	rest: [
		...['pipeline', 'priority', 'matter_type', 'tags', 'high_level_description', 'fee_model'],
		...['probability', 'closed_date', 'created_date', 'updated_date'],
	],
};

export const taskRecord: RecordType = {
	id: 'id',
	simplified: [
		...['id', 'title', 'status', 'priority', 'due_date', 'task_type', 'description'],
		...['assigned_to_user_id', 'contact_id', 'deal_id'],
	],
	rest: ['event_id', 'contact', 'company', 'deal', 'event', 'created_date', 'updated_date'],
};

export const noteRecord: RecordType = {
	id: 'id',
	simplified: [
		...['id', 'title', 'content', 'note_type', 'is_pinned', 'contact_id'],
		...['related_company_id', 'deal_id', 'created_date', 'updated_date'],
	],
	rest: ['tags', 'contact', 'company', 'deal', 'event'],
};

export const activityRecord: RecordType = {
	id: 'id',
	simplified: [
		...['id', 'type', 'title', 'description', 'contact_id', 'deal_id', 'entity_name'],
		...['created_by_user_id', 'created_date'],
	],
	rest: ['entity_type', 'entity_id', 'metadata'],
};
/** The activities of a contact have `activity_type` in place of `type`. */
export const contactActivityRecord = extend(activityRecord, {
	simplified: ['activity_type'],
	rest: ['user_id', 'user_name'],
});

const documentRecord: RecordType = {
	id: 'id',
	simplified: [
		...['id', 'name', 'description', 'mime_type', 'size_bytes', 'folder', 'created_by'],
		...['created_at', 'updated_at'],
	],
	rest: ['storage_path', 'tags'],
};
export const documentDetailRecord = extend(documentRecord, {
	simplified: ['download_url'],
	rest: ['download_url_expires_at', 'linked_entities'],
});
/** The documents of a contact or a deal have a role. */
export const linkedDocumentRecord = extend(documentRecord, {
	simplified: ['role'],
	rest: ['linked_at'],
});

export const calendarEventRecord: RecordType = {
	id: 'id',
	simplified: [
		...['id', 'title', 'start_time', 'end_time', 'all_day', 'status', 'location'],
		...['conference_url', 'organizer_email', 'deal_id'],
	],
	rest: [
		...['provider', 'description', 'recurrence_rule', 'attendees', 'contact_ids', 'task_ids'],
		...['created_at', 'updated_at'],
	],
};

export const campaignRecord: RecordType = {
	id: 'id',
	simplified: [
		...['id', 'name', 'status', 'description', 'daily_send_limit', 'delay_between_emails'],
		...['sending_timezone', 'send_on_weekends', 'created_at', 'updated_at'],
	],
	rest: ['track_opens', 'track_clicks', 'show_unsubscribe', 'steps', 'contacts'],
};

export const workflowRecord: RecordType = {
	id: 'id',
	simplified: [
		...['id', 'name', 'enabled', 'condition_entity', 'condition_field', 'condition_operator'],
		...['condition_value', 'action_type', 'triggers_today', 'last_triggered_at'],
	],
	rest: [
		...['action_config', 'max_triggers_per_day', 'auto_disabled_reason', 'created_at'],
		'updated_at',
	],
};

/** Reveal needs both IDs. */
export const prospectRecord: RecordType = {
	id: 'member_id',
	simplified: [
		...['member_id', 'full_name', 'job_title', 'company', 'company_id', 'location'],
		...['email_available', 'phone_available', 'linkedin_url', 'company_industry'],
	],
	rest: ['first_name', 'last_name', 'company_domain', 'company_size'],
};

export const settingsRecord: RecordType = {
	id: 'workspace_id',
	simplified: [
		...['workspace_id', 'name', 'timezone', 'locale', 'currency', 'jurisdiction'],
		'created_at',
	],
	flattened: {
		billing_plan: ['billing', 'plan'],
		billing_seats: ['billing', 'seats'],
		billing_credits_balance: ['billing', 'credits_balance'],
	},
	rest: ['slug', 'billing', 'features', 'branding', 'retention'],
};
