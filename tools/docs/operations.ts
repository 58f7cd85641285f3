/** The table of a node's operations for its page in docs/, made of what the editor offers. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

const START = '<!-- Operations, written by `npm run docs` -->';
const END = '<!-- End of operations -->';

const optionsOf = ({ options }: INodeProperties) => options as INodePropertyOptions[];

export function operationsTable(properties: INodeProperties[]): string {
	const [resource] = properties;
	const rows = optionsOf(resource).flatMap(({ name, value }) => {
		const operation = properties.find(
			(field) =>
				field.name === 'operation' && field.displayOptions?.show?.resource?.includes(value),
		)!;
		return optionsOf(operation).map(
			(one, at) => `| ${at === 0 ? `**${name}**` : ''} | ${one.name} | ${one.description} |`,
		);
	});
	return ['| Resource | Operation | What it does |', '| --- | --- | --- |', ...rows].join('\n');
}

/** The page with another table, or with none, in its place. */
export function withOperations(page: string, table: string): string {
	const [before, rest] = page.split(START);
	const after = rest?.split(END)[1];
	if (after === undefined) throw new Error('The page has no place for the operations');
	return [before, START, '\n\n', table, '\n\n', END, after].join('');
}

/** The table that stands there. */
export function operationsIn(page: string): string {
	return page.split(START)[1].split(END)[0].trim();
}
