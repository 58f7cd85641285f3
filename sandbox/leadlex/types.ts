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
	created_date?: string;
	updated_date?: string | null;
}

export interface LeadLexCompany {
	id: string;
	name: string;
	industry?: string;
	city?: string;
	country?: string;
	created_date?: string;
}

export interface LeadLexState {
	contacts: Map<string, LeadLexContact>;
	companies: Map<string, LeadLexCompany>;
	/** In the order in which they were linked. */
	contactIdsByCompany: Map<string, Set<string>>;
	/** By lower-case e-mail. More than one ID is a double. */
	contactIdsByEmail: Map<string, string[]>;
}
