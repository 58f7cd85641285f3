/** Builds what a page in docs/ says about a node's operations from the node's description. */
import type { INodeProperties, INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';

const START = '<!-- Operations, written by `npm run docs` -->';
const END = '<!-- End of operations -->';

const optionsOf = ({ options }: INodeProperties) => options as INodePropertyOptions[];

/** Returns the table of all operations and, below it, how the updates treat empty fields. */
export function operationsText({ displayName, properties }: INodeTypeDescription): string {
	return [operationsTable(properties), ...updatesText(displayName, properties)].join('\n\n');
}

interface OperationOption {
	resource: INodePropertyOptions;
	operation: INodePropertyOptions;
	isFirst: boolean;
}

function operationsOf(properties: INodeProperties[]): OperationOption[] {
	const [resources] = properties;
	return optionsOf(resources).flatMap((resource) =>
		properties
			.filter(
				({ name, displayOptions }) =>
					name === 'operation' && displayOptions?.show?.resource?.includes(resource.value),
			)
			.flatMap(optionsOf)
			.map((operation, index) => ({ resource, operation, isFirst: index === 0 })),
	);
}

function operationsTable(properties: INodeProperties[]): string {
	const rows = operationsOf(properties).map(
		({ resource, operation, isFirst }) =>
			`| ${isFirst ? `**${resource.name}**` : ''} | ${operation.name} | ${operation.description} |`,
	);
	return ['| Resource | Operation | What it does |', '| --- | --- | --- |', ...rows].join('\n');
}

const titleOf = ({ resource, operation }: OperationOption) =>
	`${resource.name} > ${operation.name}`;

/** Says for all operations that change named fields that an empty one is not sent, and what to do instead. */
function updatesText(provider: string, properties: INodeProperties[]): string[] {
	const fieldsOf = ({ resource, operation }: OperationOption) =>
		properties.filter(
			({ displayOptions: { show = {} } = {} }) =>
				show.resource?.includes(resource.value) && show.operation?.includes(operation.value),
		);
	const updates = operationsOf(properties).filter((option) =>
		changesFields(option, fieldsOf(option)),
	);
	if (updates.length === 0) return [];
	const withClear = updates.filter((option) => fieldsOf(option).some(hasClear)).map(titleOf);
	const paragraph = [
		'A field cannot be emptied by an empty value: only fields that have a value are sent, and all others keep what they have.',
		`To empty a field, write another value in its place, or empty it in ${provider} itself.`,
		`This holds for ${updates.map(titleOf).join(', ')}.`,
		...withClear.map(
			(title) => `${title} has **Clear**, which empties the fields that you choose.`,
		),
	];
	return ['### Updates and empty fields', paragraph.join('\n')];
}

/** An upsert has no Update Fields, since what it changes are fields of new records too. */
const changesFields = ({ operation }: OperationOption, fields: INodeProperties[]) =>
	fields.some(
		({ name }) =>
			name === 'updateFields' ||
			(name === 'additionalFields' && String(operation.value).startsWith('upsert')),
	);

const hasClear = ({ name, options = [] }: INodeProperties) =>
	name === 'updateFields' && options.some((field) => field.name === 'clear');

/** Returns the page with this text in place of its present one. Throws if the page has no place for it. */
export function withOperations(page: string, text: string): string {
	const [before, rest] = page.split(START);
	const after = rest?.split(END)[1];
	if (after === undefined) throw new Error('The page has no place for the operations');
	return [before, START, '\n\n', text, '\n\n', END, after].join('');
}

/** Returns what a page says about the operations. */
export function operationsIn(page: string): string {
	return page.split(START)[1].split(END)[0].trim();
}
