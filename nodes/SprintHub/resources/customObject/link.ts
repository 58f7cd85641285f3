import type { INodeProperties } from 'n8n-workflow';

import type { ApiRequest } from '../../../shared/operation/request';
import { contactLocator } from '../../fields/contact';

export interface Link {
	objectId: number | string;
	contactId: number | string;
}

export const contactField: INodeProperties = { ...contactLocator, required: true };

/** POST /customobjects/link: docs.sprinthub.com/en/topics/api/api-how-to-relate-a-custom-object-to-a-contact */
export const linkRequest = ({ objectId, contactId }: Link): ApiRequest => ({
	method: 'POST',
	path: '/customobjects/link',
	body: { objectId, linkType: 'lead', targetId: contactId, amount: 1 },
});
