/** CSV as of RFC 4180: quoted where a cell holds a comma, a quote or a line break. */

export function toCsv(lines: unknown[][]): string {
	return lines.map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('');
}

function quoted(cell: unknown): string {
	const text = Array.isArray(cell) ? cell.join(';') : String(cell ?? '');
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function parseCsv(text: string): string[][] {
	const lines: string[][] = [[]];
	// A cell, quoted or not, and what ends it
	for (const [whole, cell, end] of text.matchAll(/("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/g)) {
		if (whole === '' && lines.at(-1)!.length === 0) break;
		lines.at(-1)!.push(cell.replace(/^"|"$/g, '').replaceAll('""', '"'));
		if (end === '') break;
		if (end !== ',') lines.push([]);
	}
	return lines.filter((cells) => cells.length > 0);
}
