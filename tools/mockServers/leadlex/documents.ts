/** Documents and their links to other records. */
import { randomUUID } from 'node:crypto';
import { abortWith } from '../server/abort';
import type { CrudRules } from '../crud/routes';
import type { MockResponse, Call, Handler } from '../server/types';
import { error, find, ok, page } from './responses';
import type { LeadLexDocumentLink, LeadLexState } from './types';

export const documentHandlers: Record<string, Handler<LeadLexState>> = {
	getDocument,
	linkDocument,
	listContactDocuments: (call, state) => listDocuments('contact', call, state),
	listDealDocuments: (call, state) => listDocuments('deal', call, state),
};

export const documentRules: CrudRules<LeadLexState> = {
	check: ({ storage_path }, state) => {
		const taken = [...state.documents.values()].some(
			(document) => document.storage_path === storage_path,
		);
		if (taken) abortWith(error(409, 'storage_conflict', 'This file already has a document'));
	},
	complete: () => ({ created_by: 'user-001' }),
};

const LINK_MS = 15 * 60_000;

function getDocument({ params, query }: Call, state: LeadLexState): MockResponse {
	const document = find(state.documents, params.id, 'Document');
	const links = state.documentLinks.filter((link) => link.document_id === document.id);
	return ok({
		...document,
		linked_entities: links.map(({ entity_type, entity_id }) => ({ entity_type, entity_id })),
		...(query.download !== false && {
			download_url: `https://storage.example/${document.id}`,
			download_url_expires_at: new Date(Date.now() + LINK_MS).toISOString(),
		}),
	});
}

interface Target {
	entity_type: string;
	entity_id: string;
	role?: string;
}

/** Collections by entity type. Events and matters have none, so any ID of theirs is accepted. */
const collections = {
	contact: 'contacts',
	company: 'companies',
	deal: 'deals',
	task: 'tasks',
} as const;

/** Returns the existing link if the document is linked already. */
function linkDocument({ params, body }: Call, state: LeadLexState): MockResponse {
	const { id } = find(state.documents, params.id, 'Document');
	const target = body as Target;
	const collection = collections[target.entity_type as keyof typeof collections];
	if (collection && !state[collection].has(target.entity_id)) {
		return error(404, 'not_found', 'Record not found');
	}
	const same = ({ document_id, entity_type, entity_id }: LeadLexDocumentLink) =>
		document_id === id && entity_type === target.entity_type && entity_id === target.entity_id;
	const existing = state.documentLinks.find(same);
	if (existing) return ok(existing);
	const link = {
		link_id: randomUUID(),
		document_id: id,
		...target,
		created_at: new Date().toISOString(),
	};
	state.documentLinks.push(link);
	return ok(link);
}

function listDocuments(kind: 'contact' | 'deal', { params, query }: Call, state: LeadLexState) {
	const title = kind === 'contact' ? 'Contact' : 'Deal';
	find<object>(state[collections[kind]], params.id, title);
	const linked = state.documentLinks.filter(
		(link) =>
			link.entity_type === kind &&
			link.entity_id === params.id &&
			(query.role === undefined || link.role === query.role),
	);
	const show = ({ document_id, role, created_at }: LeadLexDocumentLink) => {
		const document = state.documents.get(document_id);
		return { ...document, id: document_id, role, linked_at: created_at };
	};
	return page('documents', linked, query, show, 25);
}
