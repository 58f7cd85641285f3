import type { IDataObject } from 'n8n-workflow';

import type { ApiRequest, Steps } from '../../shared/operation/request';
import { idKey } from '../../shared/utils/text';
import { readPage } from './paging';
import { callUnlessNotFound } from './response';

/** Where records can be read: in a list with its name in `data`, or one by one. */
interface Source {
	list: ApiRequest;
	name: string;
	idOf(row: IDataObject): unknown;
	single(id: string): ApiRequest;
}

/**
 * Returns the keys of the records that are not there, when LeadLex only counts them. Reads single records, or pages of
 * the list where those are fewer, and ends as soon as `count` are known. Fewer or more of them contradict the count.
 */
export function* findMissing(
	ids: string[],
	count: number,
	{ list, name, idOf, single }: Source,
): Steps<Set<string>> {
	const unresolved = new Set(ids.map(idKey));
	const missing = new Set<string>();
	for (let page = 1, pagesLeft = 1; unresolved.size > 0 && missing.size < count;) {
		if (pagesLeft === 0) {
			unresolved.forEach((id) => missing.add(id));
			break;
		}
		if (unresolved.size <= pagesLeft) {
			const [id] = unresolved;
			if (!(yield* callUnlessNotFound(single(id)))) missing.add(id);
			unresolved.delete(id);
		} else {
			const { rows, pagesLeft: remaining } = yield* readPage(list, name, page++);
			rows.forEach((row) => unresolved.delete(idKey(idOf(row))));
			pagesLeft = remaining;
		}
	}
	return missing;
}
