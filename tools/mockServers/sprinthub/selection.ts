/** SprintHub's selection strings: `{definitions{id,fields{alias}}}` keeps just these keys. */

interface Selection {
	[key: string]: Selection;
}

/** Undefined when the text is no selection. */
export function select(data: unknown, text: string): unknown {
	const tokens = text.replace(/\s+/g, '').match(/[{},]|[^{},]+/g) ?? [];
	const selection = tokens.shift() === '{' ? readKeys(tokens) : undefined;
	return selection && tokens.length === 0 ? pick(data, selection) : undefined;
}

/** Takes `a,b{c}}` off the tokens. */
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
	if (Array.isArray(data)) return data.map((one) => pick(one, selection));
	if (typeof data !== 'object' || data === null) return data;
	const keys = Object.keys(selection);
	if (keys.length === 0) return data;
	const from = data as Record<string, unknown>;
	const kept = keys.filter((key) => key in from);
	return Object.fromEntries(kept.map((key) => [key, pick(from[key], selection[key])]));
}
