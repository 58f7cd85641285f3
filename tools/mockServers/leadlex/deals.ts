/** The calls for deals that are more than CRUD. */
import type { Fields } from '../crud/routes';
import type { MockResponse, Call, Handler } from '../server/types';
import { find, ok } from './responses';
import { unlink } from './contactRecords';
import { crud } from './crud';
import type { LeadLexState } from './types';

export const dealHandlers: Record<string, Handler<LeadLexState>> = {
	deleteDeal,
	bulkCreateDeals,
	bulkUpdateDeals,
	bulkDeleteDeals,
};

/** Keeps the deal's activities, tasks and notes. */
function deleteDeal({ params }: Call, state: LeadLexState): MockResponse {
	const { id } = find(state.deals, params.id, 'Deal', 'deal_not_found');
	remove(id, state);
	return ok({ deleted: true, id });
}

function remove(id: string, state: LeadLexState): boolean {
	unlink('deal_id', id, state);
	return state.deals.delete(id);
}

/** Responds with an array in the order of the request. */
function bulkCreateDeals({ body }: Call, state: LeadLexState): MockResponse {
	const created = (body as { deals: Fields[] }).deals.map((deal) => {
		const row = crud.create('deals', { status: 'active', ...deal }, state);
		return crud.show('createDeal', row, state);
	});
	return ok(created);
}

/** Counts the deals that exist, and a repeated ID once. */
function bulkUpdateDeals({ body }: Call, state: LeadLexState): MockResponse {
	const { deal_ids, updates } = body as { deal_ids: string[]; updates: Fields };
	const existing = [...new Set(deal_ids)].flatMap((id) => state.deals.get(id) ?? []);
	existing.forEach((deal) => crud.update('deals', deal, updates));
	return ok({ updated: existing.length });
}

function bulkDeleteDeals({ body }: Call, state: LeadLexState): MockResponse {
	const { deal_ids, dry_run } = body as { deal_ids: string[]; dry_run?: boolean };
	const ids = [...new Set(deal_ids)];
	const deleted = ids.filter((id) => (dry_run ? state.deals.has(id) : remove(id, state)));
	return ok({
		deleted_count: deleted.length,
		not_found_count: ids.length - deleted.length,
		errors: [],
	});
}
