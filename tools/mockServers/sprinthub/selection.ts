/** SprintHub's selection strings: `{definitions{id,fields{alias}}}` selects only these keys. */

interface Selection {
	[key: string]: Selection;
}

/** Returns the selected part of the data; undefined if the text is not a selection. */
export function select(data: unknown, text: string): unknown {
	const tokens = text.replace(/\s+/g, '').match(/[{},]|[^{},]+/g) ?? [];
	const selection = tokens.shift() === '{' ? readKeys(tokens) : undefined;
	return selection && tokens.length === 0 ? pick(data, selection) : undefined;
}

/** Removes keys such as `a,b{c}}` from the tokens, and returns them. */
function readKeys(tokens: string[]): Selection | undefined {
	const keys: Selection = {};
	for (;;) {
		const key = tokens.shift();
		if (key === undefined || /[{},]/.test(key)) return undefined;
		keys[key] = {};
		let next = tokens.shift();
		if (next === '{') {
			const inner = readKeys(tokens);
			if (!inner) return undefined;
			keys[key] = inner;
			next = tokens.shift();
		}
		if (next === '}') return keys;
		if (next !== ',') return undefined;
	}
}

function pick(data: unknown, selection: Selection): unknown {
	if (Array.isArray(data)) return data.map((item) => pick(item, selection));
	if (typeof data !== 'object' || data === null) return data;
	const keys = Object.keys(selection);
	if (keys.length === 0) return data;
	const from = data as Record<string, unknown>;
	const existing = keys.filter((key) => key in from);
	return Object.fromEntries(existing.map((key) => [key, pick(from[key], selection[key])]));
}
