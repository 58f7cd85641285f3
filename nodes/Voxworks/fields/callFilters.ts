/** The fields by which calls are filtered, in Get Many and in the trigger. */
import { id, options } from '../../shared/operation/fields';

export const scriptId = id('Script ID', 'e.g. a1b2c3d4-e5f6-7890-abcd-ef1234567890', {
	description: 'The script that the AI follows in the call. Copy its ID from Voxworks.',
});

export const contactId = id('Contact ID', 'e.g. a1b2c3d4-5678-90ab-cdef-1234567890ab', {
	description: 'The contact_id that Create Contact returns',
});

export const callType = options('Type', { inbound: 'Inbound', outbound: 'Outbound', web: 'Web' });
