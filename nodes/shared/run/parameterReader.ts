import type { IExecuteFunctions } from 'n8n-workflow';

/** Matches an expression that is one field of the incoming item and nothing else. */
const FIELD_OF_ITEM = /^=\{\{\s*\$json\.([A-Za-z_]\w*)\s*\}\}$/;

const PLAIN_TYPES = new Set(['string', 'number', 'boolean']);

/**
 * Returns a function that reads a node's parameters and evaluates no expression more often than needed.
 * n8n needs up to a millisecond for an expression, which may be more than the request takes: a parameter
 * without an expression is read once, and an expression that is a plain field of the item is read from
 * the item. n8n evaluates all others, and fields that are not plain values.
 *
 * A field is read from the items only after n8n has evaluated it for one of them with the same result: as
 * a tool of an AI agent the node gets what the agent wrote, one item for each call, while `$json` is the
 * item of the agent. n8n also refuses some field names.
 */
export function createParameterReader(ctx: IExecuteFunctions) {
	const items = ctx.getInputData();
	const constants = new Map<string, unknown>();
	const itemFields = new Map<string, string | undefined>();
	const equalToItem = new Set<string>();

	return (name: string, itemIndex: number): unknown => {
		if (constants.has(name)) return constants.get(name);
		if (!itemFields.has(name)) {
			const raw: unknown = ctx.getNodeParameter(name, itemIndex, '', { rawExpressions: true });
			if (!JSON.stringify(raw).includes('"=')) {
				constants.set(name, ctx.getNodeParameter(name, itemIndex, ''));
				return constants.get(name);
			}
			itemFields.set(name, FIELD_OF_ITEM.exec(String(raw))?.[1]);
		}
		const field = itemFields.get(name);
		const { json } = items[itemIndex];
		const fromItem = field && Object.hasOwn(json, field) ? json[field] : undefined;
		const isPlain = PLAIN_TYPES.has(typeof fromItem);
		if (isPlain && equalToItem.has(name)) return fromItem;

		const value: unknown = ctx.getNodeParameter(name, itemIndex, '');
		if (isPlain && value === fromItem) equalToItem.add(name);
		return value;
	};
}
