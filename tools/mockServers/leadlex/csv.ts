/** CSV as in RFC 4180: cells with a comma, a quote or a line break are quoteIfNeeded. */

export function toCsv(lines: unknown[][]): string {
	return lines.map((cells) => `${cells.map(quoteIfNeeded).join(',')}\r\n`).join('');
}

function quoteIfNeeded(cell: unknown): string {
	const text = Array.isArray(cell) ? cell.join(';') : String(cell ?? '');
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function parseCsv(text: string): string[][] {
	const lines: string[][] = [[]];
	// A cell, quoteIfNeeded or not, and its separator
	for (const [whole, cell, end] of text.matchAll(/("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/g)) {
		if (whole === '' && lines.at(-1)!.length === 0) break;
		lines.at(-1)!.push(cell.replace(/^"|"$/g, '').replaceAll('""', '"'));
		if (end === '') break;
		if (end !== ',') lines.push([]);
	}
	return lines.filter((cells) => cells.length > 0);
}
