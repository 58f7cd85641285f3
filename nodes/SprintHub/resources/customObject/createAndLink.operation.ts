import type { Failure } from '../../../shared/operation/outcome';
import type { StepsOperation } from '../../../shared/operation/types';
import { inDoubtFailure } from '../../../shared/http/failures';
import { messagesFor } from '../../../shared/http/messages';
import { call, callOrFailure, RequestFailed } from '../../../shared/operation/request';
import { isBlank } from '../../../shared/utils/guards';
import { sprintHub } from '../../api';
import { definitionLocator } from '../../fields/definition';
import { record } from '../../api/response';
import { toContactId } from '../../fields/contact';
import type { Link } from './link';
import { contactField, linkRequest } from './link';
import type { NewCustomObject } from './fields';
import { createRequest, definitionFields, parseObject } from './fields';

/**
 * POST /customobjects/objects/{definitionId}: docs.sprinthub.com/topicos/api/api-como-criar-um-objeto-customizado
 * POST /customobjects/link: docs.sprinthub.com/en/topics/api/api-how-to-relate-a-custom-object-to-a-contact
 */
export const createAndLink: StepsOperation<NewCustomObject & { contactId: number | string }> = {
	value: 'createAndLink',
	name: 'Create and Link',
	action: 'Create custom object and link contact',
	description: 'Create a new custom object record and link a contact to it',
	properties: [definitionLocator, contactField, definitionFields],
	parse: (item) => ({
		...parseObject(item),
		contactId: item.required('contactId', toContactId),
	}),
	*steps({ contactId, ...object }) {
		const request = createRequest(object);
		const created = record(yield* call(request));
		if (isBlank(created.id)) {
			const { noRecord } = messagesFor(sprintHub.name);
			throw new RequestFailed(inDoubtFailure(sprintHub, request, noRecord));
		}
		const link = { objectId: created.id as Link['objectId'], contactId };
		const response = yield* callOrFailure(linkRequest(link));
		if ('failure' in response) throw new RequestFailed(notLinkedFailure(link, response.failure));
		return { ...created, contactId, linked: true };
	},
};

/** The record exists, so the item must not be run again, and its ID is needed to link it. */
function notLinkedFailure(
	{ objectId, contactId }: Link,
	{ message, httpCode, inDoubt }: Failure,
): Failure {
	const mayBeLinked = inDoubt !== undefined;
	const what = mayBeLinked ? 'may not be linked' : 'was not linked';
	const firstStep = mayBeLinked
		? `Check in SprintHub whether ${objectId} is linked to contact ${contactId}. If not, link`
		: 'Link';
	return {
		message: `Custom object ${objectId} was created but ${what}: ${message}`,
		description: `Do not run this item again: it would create a second record. ${firstStep} it with Custom Object > Link Contact (Custom Object ID ${objectId}, Contact ${contactId}).`,
		httpCode,
		inDoubt: 'doNotRetry',
	};
}
