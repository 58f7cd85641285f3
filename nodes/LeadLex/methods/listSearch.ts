/** The list searches of the editor. They make the same calls as Get Many. */
import type { IDataObject, ILoadOptionsFunctions, INodeListSearchItems } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import type { ListPage, ListSearch } from '../../shared/editor/listSearch';
import {
	fieldBeside,
	matchingItems,
	readForList,
	safeItems,
	searchByPaging,
} from '../../shared/editor/listSearch';
import { path } from '../../shared/operation/path';
import type { ApiRequest } from '../../shared/operation/request';
import { isBlank, objectsIn } from '../../shared/utils/guards';
import { idKey, nameKey } from '../../shared/utils/text';
import { leadLex } from '../api';
import { readList, readPage } from '../api/paging';

interface List {
	path: string;
	/** The property of `data` that holds the rows. */
	rows: string;
	/** The property that is shown to the user. */
	title: string;
}

/** Rows without an ID cannot be picked. */
const toItems = (rows: IDataObject[], { title }: { title: string }): INodeListSearchItems[] =>
	rows
		.filter(({ id }) => !isBlank(id))
		.map((row) => ({ name: String(row[title] ?? row.id), value: String(row.id) }));

/** Reads one page of a paged list. The token is the page number. */
async function readItems(
	ctx: ILoadOptionsFunctions,
	list: List,
	token = '1',
	query: IDataObject = {},
): Promise<ListPage> {
	const page = Number(token);
	const request: ApiRequest = { method: 'GET', path: list.path, query };
	const { rows, pagesLeft } = await readForList(ctx, leadLex, () =>
		readPage(request, list.rows, page),
	);
	return { items: toItems(rows, list), next: pagesLeft > 0 ? String(page + 1) : undefined };
}

async function readRows(ctx: ILoadOptionsFunctions, list: List): Promise<IDataObject[]> {
	const request: ApiRequest = { method: 'GET', path: list.path };
	return await readForList(ctx, leadLex, () => readList(request, list.rows, Infinity));
}

/** A list that LeadLex searches. */
const serverSearch = (list: List): ListSearch =>
	async function (filter, paginationToken) {
		const query = filter ? { search: filter } : {};
		const { items, next } = await readItems(this, list, paginationToken, query);
		return { results: safeItems(items), paginationToken: next };
	};

/** A paged list that LeadLex does not search. */
const pagedSearch = (list: List): ListSearch =>
	searchByPaging(async (ctx, token) => await readItems(ctx, list, token));

/** A list that is neither paged nor searched by LeadLex. */
const unpagedSearch = (listFor: (ctx: ILoadOptionsFunctions) => List): ListSearch =>
	async function (filter) {
		const list = listFor(this);
		const rows = await readRows(this, list);
		return { results: matchingItems(toItems(rows, list), filter) };
	};

const PIPELINES: List = { path: '/v1/pipelines', rows: 'pipelines', title: 'name' };

/** GET /v1/pipelines: docs.leadlex.com/api-reference/pipelines/list */
const searchPipelinesBy = (value: 'id' | 'name'): ListSearch =>
	async function (filter) {
		const pipelines = await readRows(this, PIPELINES);
		return { results: matchingItems(toNamedItems(pipelines, value), filter) };
	};

/** Searches the stages of the pipeline in the field beside it, or of all pipelines while that is empty or an expression. */
const searchStagesBy = (value: 'id' | 'name', pipelineField: string): ListSearch =>
	async function (filter) {
		const selected = fieldBeside(this, `&${pipelineField}`);
		const pipelines = (await readRows(this, PIPELINES)).filter(
			(pipeline) => selected === undefined || keyOf(pipeline[value]) === keyOf(selected),
		);
		const stages = pipelines.flatMap(({ stages: listed }) => objectsIn(listed));
		const items = new Map(toNamedItems(stages, value).map((item) => [item.value, item]));
		return { results: matchingItems([...items.values()], filter) };
	};

/** For an ID or a name. */
const keyOf = (text: unknown) => idKey(nameKey(text));

const toNamedItems = (rows: IDataObject[], value: 'id' | 'name'): INodeListSearchItems[] =>
	rows
		.filter((row) => !isBlank(row[value]))
		.map((row) => ({ name: String(row.name), value: String(row[value]) }));

const NO_CAMPAIGN =
	'Pick a campaign first: its steps are listed here. If Campaign is an expression, enter the step by its ID';

/** Keyed by the `searchListMethod` of the locators. */
export const listSearch = {
	searchCampaigns: unpagedSearch(() => ({
		path: '/v1/campaigns',
		rows: 'campaigns',
		title: 'name',
	})),
	searchCompanies: serverSearch({ path: '/v1/companies', rows: 'companies', title: 'name' }),
	searchContacts: serverSearch({ path: '/v1/contacts', rows: 'contacts', title: 'full_name' }),
	searchConversations: serverSearch({
		path: '/v1/lexi/conversations',
		rows: 'conversations',
		title: 'title',
	}),
	searchDeals: pagedSearch({ path: '/v1/deals', rows: 'deals', title: 'name' }),
	searchDocuments: serverSearch({ path: '/v1/documents', rows: 'documents', title: 'name' }),
	searchEvents: pagedSearch({ path: '/v1/calendar/events', rows: 'events', title: 'title' }),
	searchLexiTasks: unpagedSearch(() => ({
		path: '/v1/lexi/tasks',
		rows: 'tasks',
		title: 'description',
	})),
	searchLists: unpagedSearch(() => ({ path: '/v1/lists', rows: 'lists', title: 'name' })),
	searchNotes: serverSearch({ path: '/v1/notes', rows: 'notes', title: 'title' }),
	searchPipelineIds: searchPipelinesBy('id'),
	searchPipelines: searchPipelinesBy('name'),
	searchStageIds: searchStagesBy('id', 'pipelineId'),
	searchStages: searchStagesBy('name', 'pipeline'),
	searchSteps: unpagedSearch((ctx) => {
		const campaign = fieldBeside(ctx, 'campaignId');
		if (campaign === undefined) throw new UserError(NO_CAMPAIGN);
		return {
			path: path`/v1/campaigns/${campaign}/steps`,
			rows: 'steps',
			title: 'subject',
		};
	}),
	searchTasks: pagedSearch({ path: '/v1/tasks', rows: 'tasks', title: 'title' }),
	searchThreads: pagedSearch({ path: '/v1/email/threads', rows: 'threads', title: 'subject' }),
	searchUsers: unpagedSearch(() => ({ path: '/v1/users', rows: 'users', title: 'full_name' })),
	searchWorkflows: serverSearch({ path: '/v1/workflows', rows: 'workflows', title: 'name' }),
};
