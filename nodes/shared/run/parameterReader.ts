import type { IExecuteFunctions } from 'n8n-workflow';

/** An expression that is one field of the incoming item and nothing else. */
const FIELD_OF_ITEM = /^=\{\{\s*\$json\.([A-Za-z_]\w*)\s*\}\}$/;

const PLAIN = new Set(['string', 'number', 'boolean']);

/**
 * Reads a node's parameters, each no more often than it can differ. n8n needs up to a millisecond for
 * an expression, which is more than a request may take: a parameter without one is read once, and
 * one that is a plain field of the item is taken from there. n8n evaluates all others, and fields
 * that are not plain values.
 *
 * Before a field is taken from the items, n8n itself has evaluated it for one of them and found the
 * same: as a tool of an AI agent the node is given what the agent wrote, one item for each call, and
 * `$json` is the item of the agent. n8n also refuses some names of fields.
 */
export function parameterReader(ctx: IExecuteFunctions) {
	const items = ctx.getInputData();
	const fixed = new Map<string, unknown>();
	const fieldsOfItem = new Map<string, string | undefined>();
	const sameAsItem = new Set<string>();

	return (name: string, itemIndex: number): unknown => {
		if (fixed.has(name)) return fixed.get(name);
		if (!fieldsOfItem.has(name)) {
			const raw: unknown = ctx.getNodeParameter(name, itemIndex, '', { rawExpressions: true });
			if (!JSON.stringify(raw).includes('"=')) {
				fixed.set(name, ctx.getNodeParameter(name, itemIndex, ''));
				return fixed.get(name);
			}
			fieldsOfItem.set(name, FIELD_OF_ITEM.exec(String(raw))?.[1]);
		}
		const field = fieldsOfItem.get(name);
		const { json } = items[itemIndex];
		const own = field && Object.hasOwn(json, field) ? json[field] : undefined;
		const isPlain = PLAIN.has(typeof own);
		if (isPlain && sameAsItem.has(name)) return own;

		const value: unknown = ctx.getNodeParameter(name, itemIndex, '');
		if (isPlain && value === own) sameAsItem.add(name);
		return value;
	};
}
