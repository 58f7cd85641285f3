import { UserError } from 'n8n-workflow';

interface Named {
	full_name?: string;
	email?: string;
	first_name?: string;
	last_name?: string;
}

/** LeadLex makes a contact of any of these. */
export function requireName<C extends Named>(contact: C): C {
	const { full_name, email, first_name, last_name } = contact;
	if (full_name || email || first_name || last_name) return contact;
	throw new UserError('Full Name or Email is required');
}
