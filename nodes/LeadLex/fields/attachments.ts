/** Files that go with a message: from the item, or from where LeadLex finds them. */
import type { INodeProperties } from 'n8n-workflow';

import type { InputFile, Item } from '../../shared/operation/item';
import type { Param } from '../../shared/operation/fields';
import { choice, fieldsOf, params, string } from '../../shared/operation/fields';

/** A call takes files that are elsewhere by one property of its own. */
export function attachments(property: string, { field, as }: Param<string>) {
	const entry = params({
		source: choice('Source', { file: 'Binary Field', other: field.displayName }),
		binaryPropertyName: string('Input Binary Field', 'e.g. data', {
			default: 'data',
			displayOptions: { show: { source: ['file'] } },
			description: 'Name of the field of the item that holds the file',
		}),
	});
	const other = { ...field, displayOptions: { show: { source: ['other'] } } };
	const named = params({
		filename: string('File Name', 'e.g. proposal.pdf', {
			description: 'Default is the name of the file in the binary field',
		}),
		mime_type: string('MIME Type', 'e.g. application/pdf', {
			description: 'Default is the type of the file in the binary field',
		}),
	});

	const fields: INodeProperties = {
		displayName: 'Attachments',
		name: 'attachments',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add attachment',
		default: {},
		options: [
			{
				displayName: 'Attachment',
				name: 'attachment',
				values: [...fieldsOf(entry), other, ...fieldsOf(named)],
			},
		],
	};

	const parse = (item: Item) => {
		const list = item.entries('attachments').map((one) => {
			const given = one.values(named);
			if (one.optional('source', entry.source.as) === 'other') {
				return { ...given, [property]: one.required(field.name, as) };
			}
			const file = one.file('binaryPropertyName');
			return { ...describedBy(file), ...given, content_base64: file };
		});
		return list.length > 0 ? { attachments: list } : {};
	};

	return { fields, parse };
}

const describedBy = ({ fileName, mimeType }: InputFile) => ({
	...(fileName && { filename: fileName }),
	mime_type: mimeType,
});
