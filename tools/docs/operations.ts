/** Builds the table of a node's operations for its page in docs/ from the node's description. */
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
			(option, index) =>
				`| ${index === 0 ? `**${name}**` : ''} | ${option.name} | ${option.description} |`,
		);
	});
	return ['| Resource | Operation | What it does |', '| --- | --- | --- |', ...rows].join('\n');
}

/** Returns the page with this table in place of its present one. Throws if the page has no place for it. */
export function withOperations(page: string, table: string): string {
	const [before, rest] = page.split(START);
	const after = rest?.split(END)[1];
	if (after === undefined) throw new Error('The page has no place for the operations');
	return [before, START, '\n\n', table, '\n\n', END, after].join('');
}

/** Returns the table of a page. */
export function operationsIn(page: string): string {
	return page.split(START)[1].split(END)[0].trim();
}
