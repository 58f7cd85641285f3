import type { IDataObject } from 'n8n-workflow';

import type { BatchOperation, StepsOperation } from '../../../shared/operation/types';
import { groupBy } from '../../../shared/utils/collections';
import { emailKey } from '../../../shared/utils/text';
import { createMany } from './createMany.operation';
import { createManyOutcomes } from './createMany.outcomes';
import type { Upsert } from './createOrUpdate';
import { changesOf, createOrUpdate, newContact } from './createOrUpdate';
import { bulkDetails } from './fields';
import { findContactsByEmail, findCreatedContacts, listContactsUnlessMany } from './findByEmail';
import { upsert } from './upsert.operation';
import { isChanged } from './upsertMany.changes';

/** With so few emails, the first page of the list may be one request too many. */
const MAX_SEARCHES_WITHOUT_LIST = 3;

const sequenceKey = ({ email }: Upsert): string => emailKey(email);

/** Returns the contact as it is after a write, so that the next item with its email can tell what it changes. */
const afterWrite = (params: Upsert, json: IDataObject, before?: IDataObject): IDataObject => ({
	email: params.email,
	...before,
	...changesOf(params),
	...json,
});

const { value, name, action, description, properties } = createMany;

/** POST /v1/contacts/bulk: docs.leadlex.com/api-reference/contacts/bulk-create */
const createNew: BatchOperation<Upsert> = {
	...{ value, name, action, description, properties },
	parse: (item) => [upsert.parse(item)],
	batch: { maxSize: 500, groupBy: () => '' },
	request: (records) => ({
		method: 'POST',
		path: '/v1/contacts/bulk',
		body: { contacts: records.map(newContact) },
	}),
	outcomes: (body, records) =>
		createManyOutcomes(body, records.map(newContact)).map((outcome, index) =>
			'json' in outcome
				? { json: { ...afterWrite(records[index], outcome.json as IDataObject), created: true } }
				: outcome,
		),
	lookUp: {
		key: sequenceKey,
		recordId: ({ id }) => id,
		*findAll(since) {
			const contacts = yield* findCreatedContacts(since);
			return contacts.map((contact) => ({ ...contact, created: true }));
		},
		keyOfRow: ({ email }) => emailKey(email),
	},
};

const BULK_PROPERTIES = new Set(['full_name', 'email', ...Object.keys(bulkDetails)]);

/** Finds the contacts of all items, creates new ones in batches, and updates the others one by one. */
export const upsertMany: StepsOperation<Upsert> = {
	value: 'upsertMany',
	name: 'Create or Update Many',
	action: 'Create or update many contacts',
	description: 'Create new contacts in batches, and update those that exist and differ (upsert)',
	properties: upsert.properties,
	autoMap: upsert.autoMap,
	timeout: 120_000,
	parse: upsert.parse,
	sequenceKey,
	bulk: {
		*findAll(records) {
			if (records.length <= MAX_SEARCHES_WITHOUT_LIST) return undefined;
			const contacts = yield* listContactsUnlessMany(records.length);
			return contacts && groupBy(contacts, ({ email }) => emailKey(email));
		},
		find: ({ email }) => findContactsByEmail(email),
		canCreate: (params) =>
			params.values.full_name !== undefined &&
			Object.keys(newContact(params)).every((property) => BULK_PROPERTIES.has(property)),
		create: createNew,
	},
	*steps(params, previous, rows) {
		const matches =
			previous && 'json' in previous
				? [previous.json].flat()
				: (rows ?? (yield* findContactsByEmail(params.email)));
		const changes = changesOf(params);
		const [contact] = matches;
		const needed = contact && isChanged(changes, contact) ? changes : {};
		const json = yield* createOrUpdate(params, matches, previous, needed);
		return afterWrite(params, json, contact);
	},
};
