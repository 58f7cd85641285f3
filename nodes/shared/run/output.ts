import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { toBinaryData } from '../http/binaryData';
import type { Failure, Outcome } from '../operation/outcome';
import type { OutputForm } from '../operation/recordOutput';

/** Returns the output items of one outcome: an item for each row of a list. */
export async function toItems(
	ctx: IExecuteFunctions,
	outcome: Outcome,
	itemIndex: number,
	form: OutputForm = (row) => row,
): Promise<INodeExecutionData[]> {
	if ('failure' in outcome) return [toErrorItem(outcome.failure, itemIndex)];
	const { json, file } = outcome;
	const items = [json].flat().map((row) => toSuccessItem(form(row), itemIndex));
	if (!file) return items;
	const binary = { data: await toBinaryData(ctx, file) };
	return items.map((item) => ({ ...item, binary }));
}

/** Copies the record, because items of equal reads share it. */
function toSuccessItem(json: IDataObject, itemIndex: number): INodeExecutionData {
	return { json: { ...withoutError(json) }, pairedItem: { item: itemIndex } };
}

/** Renames a field `error`, because n8n treats an item that has one as failed. */
export function withoutError(json: IDataObject): IDataObject {
	const { error, ...rest } = json;
	return error === undefined ? json : { ...rest, errorField: error };
}

/**
 * Every n8n version treats an item as failed if it holds these two keys and no other, neither of them
 * empty. With another key, or a blank value, some versions treat it as a success.
 */
export function toErrorItem(failure: Failure, itemIndex: number): INodeExecutionData {
	return {
		json: {
			error: failure.message || 'No reason was given',
			message: failure.description || 'Check this item and the settings of the node.',
		},
		pairedItem: { item: itemIndex },
	};
}
