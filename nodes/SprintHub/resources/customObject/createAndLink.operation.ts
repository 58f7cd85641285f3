import { UserError } from 'n8n-workflow';

import type { Failure, StepsOperation } from '../../../shared/operation/types';
import { texts } from '../../../shared/http/messages';
import { isBlank } from '../../../shared/utils/guards';
import { sprintHub } from '../../api';
import { definitionLocator } from '../../methods/listSearch';
import { record, recordId } from '../../fields/converters';
import type { Link } from './link';
import { contactField, linking } from './link';
import type { NewCustomObject } from './params';
import { creation, definitionFields, parseNew } from './params';

/**
 * POST /customobjects/objects/{definitionId}: docs.sprinthub.com/topicos/api/api-como-criar-um-objeto-customizado
 * POST /customobjects/link: docs.sprinthub.com/en/topics/api/api-how-to-relate-a-custom-object-to-a-contact
 */
export const createAndLink: StepsOperation<NewCustomObject & { contactId: number | string }> = {
	value: 'createAndLink',
	name: 'Create and Link',
	action: 'Create custom object and link contact',
	description: 'Create a new custom object record and link a contact to it',
	fields: [definitionLocator, contactField, definitionFields],
	parse: (item) => ({
		...parseNew(item),
		contactId: item.required('contactId', recordId),
	}),
	*steps({ contactId, ...object }) {
		const created = record(yield creation(object));
		if (isBlank(created.id)) throw notNamed();
		const link = { objectId: created.id as Link['objectId'], contactId };
		try {
			yield linking(link);
		} catch (error) {
			throw halfDone(link, error as Failure);
		}
		return { ...created, contactId, linked: true };
	},
};

const notNamed = () =>
	new UserError(texts.noRecord(sprintHub.name), { description: texts.mayBeDone(sprintHub.name) });

/** The record is there, so the item must not be run again, and its ID is needed to link it. */
function halfDone({ objectId, contactId }: Link, { message, httpCode, doubt }: Failure): Error {
	const isOpen = doubt !== undefined;
	const what = isOpen ? 'may not be linked' : 'was not linked';
	const advice = `Do not run this item again: it would create a second record. ${
		isOpen
			? `Check in SprintHub whether ${objectId} is linked to contact ${contactId}. If not, link`
			: 'Link'
	} it with Custom Object > Link Contact (Custom Object ID ${objectId}, Contact ID ${contactId}).`;
	const error = new UserError(`Custom object ${objectId} was created but ${what}: ${message}`, {
		description: advice,
	});
	return Object.assign(error, { httpCode, doubt: 'open' });
}
