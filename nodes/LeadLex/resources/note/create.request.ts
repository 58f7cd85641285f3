import type { ApiRequest } from '../../../shared/operation/request';
import type { Values } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import type { details, identity, parents } from './fields';

export interface NewNote {
	parent: Values<typeof parents.any>;
	note: Values<typeof identity> & Values<typeof details>;
}

type Property = keyof NewNote['note'];

/** What the calls of single records take. Each needs only the permission for its kind of record. */
const OWN_CALLS: Array<{
	parent: keyof NewNote['parent'];
	pathOf(id: string): string;
	takes: Property[];
	longest: number;
}> = [
	{
		parent: 'contact_id',
		pathOf: (id) => path`/v1/contacts/${id}/notes`,
		takes: ['title', 'content'],
		longest: 10_000,
	},
	{
		parent: 'related_company_id',
		pathOf: (id) => path`/v1/companies/${id}/notes`,
		takes: ['title', 'content', 'note_type', 'tags'],
		longest: 50_000,
	},
	{
		parent: 'deal_id',
		pathOf: (id) => path`/v1/deals/${id}/notes`,
		takes: ['title', 'content'],
		longest: 10_000,
	},
];

/** The call of the one record that the note is about, if it takes all of it, else the call of notes. */
export function requestFor({ parent, note }: NewNote): ApiRequest {
	const [[property, id], ...rest] = Object.entries(parent);
	const partCall = OWN_CALLS.find((call) => call.parent === property && rest.length === 0);
	const takesAll =
		partCall !== undefined &&
		(Object.keys(note) as Property[]).every((key) => partCall.takes.includes(key)) &&
		(note.content ?? '').length <= partCall.longest;
	return takesAll
		? { method: 'POST', path: partCall.pathOf(id), body: note }
		: { method: 'POST', path: '/v1/notes', body: { ...note, ...parent } };
}
