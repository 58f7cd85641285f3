import { UserError } from 'n8n-workflow';

interface ContactName {
	full_name?: string;
	email?: string;
	first_name?: string;
	last_name?: string;
}

/** Returns the contact if it has any name or an email: one of them is enough to create a contact. Throws a UserError. */
export function requireName<C extends ContactName>(contact: C): C {
	const { full_name, email, first_name, last_name } = contact;
	if (full_name || email || first_name || last_name) return contact;
	throw new UserError('Full Name or Email is required');
}
