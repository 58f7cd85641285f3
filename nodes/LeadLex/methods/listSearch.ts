/** The lists behind the fields in which a record is picked. */
import type { IDataObject, ILoadOptionsFunctions, INodeListSearchItems } from 'n8n-workflow';

import { path } from '../../shared/operation/path';
import type { Page, Search } from '../../shared/editor/listSearch';
import { filtered, matching, readForEditor } from '../../shared/editor/listSearch';
import { leadLex } from '../api';

const PAGE_SIZE = 100;
interface List {
	path: string;
	/** Where the rows stand in `data`. */
	rows: string;
	/** The property by which a user knows a record. */
	title: string;
}

async function read(ctx: ILoadOptionsFunctions, list: List, query: IDataObject) {
	const body = await readForEditor(ctx, leadLex, { method: 'GET', path: list.path, query });
	const rows = ((body.data as IDataObject | undefined)?.[list.rows] ?? []) as IDataObject[];
	const { total = 0 } = (body.meta ?? {}) as { total?: number };
	return { rows, total };
}

const toItem =
	({ title }: { title: string }) =>
	(row: IDataObject): INodeListSearchItems => ({
		name: String(row[title] ?? row.id),
		value: String(row.id),
	});

/** One page of a list that has several. */
async function readPage(
	ctx: ILoadOptionsFunctions,
	list: List,
	token = '1',
	query: IDataObject = {},
): Promise<Page> {
	const page = Number(token);
	const { rows, total } = await read(ctx, list, { page, per_page: PAGE_SIZE, ...query });
	const hasMore = rows.length > 0 && page * PAGE_SIZE < total;
	return { items: rows.map(toItem(list)), next: hasMore ? String(page + 1) : undefined };
}

/** A list that LeadLex searches itself. */
const searched = (list: List): Search =>
	async function (filter, paginationToken) {
		const query = filter ? { search: filter } : {};
		const { items, next } = await readPage(this, list, paginationToken, query);
		return { results: items, paginationToken: next };
	};

/** A list in pages that LeadLex does not search. */
const paged = (list: List): Search =>
	filtered(async (ctx, token) => await readPage(ctx, list, token));

/** A list that comes whole. */
const whole = (listFor: (ctx: ILoadOptionsFunctions) => List): Search =>
	async function (filter) {
		const list = listFor(this);
		const { rows } = await read(this, list, {});
		return { results: matching(rows.map(toItem(list)), filter) };
	};

const PIPELINES: List = { path: '/v1/pipelines', rows: 'pipelines', title: 'name' };

/** GET /v1/pipelines: docs.leadlex.com/api-reference/pipelines/list */
const pipelines = (value: 'id' | 'name'): Search =>
	async function (filter) {
		const { rows } = await read(this, PIPELINES, {});
		return { results: matching(rows.map(known(value)), filter) };
	};

/** The stages of the pipeline that was picked in the field beside, or of all while none is. */
const stages = (value: 'id' | 'name', field: string): Search =>
	async function (filter) {
		const picked = this.getCurrentNodeParameter(`&${field}`, { extractValue: true });
		const { rows } = await read(this, PIPELINES, {});
		const of = picked ? rows.filter((pipeline) => String(pipeline[value]) === picked) : rows;
		const all = of.flatMap((pipeline) => (pipeline.stages ?? []) as IDataObject[]);
		const once = new Map(all.map(known(value)).map((item) => [item.value, item]));
		return { results: matching([...once.values()], filter) };
	};

const known =
	(value: 'id' | 'name') =>
	(row: IDataObject): INodeListSearchItems => ({
		name: String(row.name),
		value: String(row[value]),
	});

/** By the names that the fields' `searchListMethod` gives. The calls are those of Get Many. */
export const searches = {
	searchCampaigns: whole(() => ({ path: '/v1/campaigns', rows: 'campaigns', title: 'name' })),
	searchCompanies: searched({ path: '/v1/companies', rows: 'companies', title: 'name' }),
	searchContacts: searched({ path: '/v1/contacts', rows: 'contacts', title: 'full_name' }),
	searchConversations: searched({
		path: '/v1/lexi/conversations',
		rows: 'conversations',
		title: 'title',
	}),
	searchDeals: paged({ path: '/v1/deals', rows: 'deals', title: 'name' }),
	searchDocuments: searched({ path: '/v1/documents', rows: 'documents', title: 'name' }),
	searchEvents: paged({ path: '/v1/calendar/events', rows: 'events', title: 'title' }),
	searchLexiTasks: whole(() => ({ path: '/v1/lexi/tasks', rows: 'tasks', title: 'description' })),
	searchLists: whole(() => ({ path: '/v1/lists', rows: 'lists', title: 'name' })),
	searchNotes: searched({ path: '/v1/notes', rows: 'notes', title: 'title' }),
	searchPipelineIds: pipelines('id'),
	searchPipelines: pipelines('name'),
	searchStageIds: stages('id', 'pipelineId'),
	searchStages: stages('name', 'pipeline'),
	searchSteps: whole((ctx) => {
		const campaign = ctx.getCurrentNodeParameter('campaignId', { extractValue: true });
		return {
			path: path`/v1/campaigns/${String(campaign ?? '')}/steps`,
			rows: 'steps',
			title: 'subject',
		};
	}),
	searchTasks: paged({ path: '/v1/tasks', rows: 'tasks', title: 'title' }),
	searchThreads: paged({ path: '/v1/email/threads', rows: 'threads', title: 'subject' }),
	searchUsers: whole(() => ({ path: '/v1/users', rows: 'users', title: 'full_name' })),
	searchWorkflows: searched({ path: '/v1/workflows', rows: 'workflows', title: 'name' }),
};
