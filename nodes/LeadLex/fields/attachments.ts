/** The attachments of a message: files of the item, or files that LeadLex fetches or has. */
import type { INodeProperties } from 'n8n-workflow';

import type { InputFile, Item } from '../../shared/operation/item';
import type { Field } from '../../shared/operation/fields';
import { options, propertiesOf, fields, text } from '../../shared/operation/fields';

/**
 * Returns the Attachments field and its parser. The given field, by its property of the API, holds
 * attachments that are no file of the item.
 */
export function attachments(name: string, { property, convert }: Field<string>) {
	const entry = fields({
		source: options('Source', { file: 'Binary Field', other: property.displayName }),
		binaryPropertyName: text('Input Binary Field', 'e.g. data', {
			default: 'data',
			displayOptions: { show: { source: ['file'] } },
			description: 'Name of the field of the item that holds the file',
		}),
	});
	const otherSource = { ...property, displayOptions: { show: { source: ['other'] } } };
	const details = fields({
		filename: text('File Name', 'e.g. proposal.pdf', {
			description: 'Default is the name of the file in the binary field',
		}),
		mime_type: text('MIME Type', 'e.g. application/pdf', {
			description: 'Default is the type of the file in the binary field',
		}),
	});

	const attachmentsProperty: INodeProperties = {
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
				values: [...propertiesOf(entry), otherSource, ...propertiesOf(details)],
			},
		],
	};

	const parse = (item: Item) => {
		const list = item.entries('attachments').map((attachment) => {
			const overrides = attachment.read(details);
			if (attachment.optional('source', entry.source.convert) === 'other') {
				return { ...overrides, [name]: attachment.required(property.name, convert) };
			}
			const file = attachment.file('binaryPropertyName');
			return { ...fileDetails(file), ...overrides, content_base64: file };
		});
		return list.length > 0 ? { attachments: list } : {};
	};

	return { property: attachmentsProperty, parse };
}

const fileDetails = ({ fileName, mimeType }: InputFile) => ({
	...(fileName && { filename: fileName }),
	mime_type: mimeType,
});
