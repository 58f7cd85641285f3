import { additionalFields } from '../../../shared/operation/collections';
import type { Item } from '../../../shared/operation/item';
import type { Body } from '../../../shared/operation/request';
import type { SingleOperation } from '../../../shared/operation/types';
import {
	boolean,
	options,
	propertiesOf,
	fields,
	text,
	url,
} from '../../../shared/operation/fields';
import { costsCredits } from '../../fields/credits';
import { record } from '../../api/response';

const image = fields({
	image_source: options('Image Source', { binary: 'Binary Field', url: 'URL' }),
	binaryPropertyName: text('Input Binary Field', 'e.g. data', {
		default: 'data',
		displayOptions: { show: { imageSource: ['binary'] } },
		description:
			'Name of the field of the item that holds the image: PNG, JPG, WEBP or HEIC, 10 MB at most',
	}),
	image_url: url('Image URL', 'e.g. https://example.com/cards/jane.jpg', {
		displayOptions: { show: { imageSource: ['url'] } },
		description: 'Public https address that responds within 5 seconds',
	}),
});

const details = fields({
	create_contact: boolean('Create Contact', {
		description: 'Whether to save what is on the card as a new contact',
	}),
	language: text('Language', 'e.g. de', {
		description: 'Code of the language on the card. LeadLex detects it by default.',
	}),
});

function imageOf(item: Item): Body {
	const isUrl = item.optional('imageSource', image.image_source.convert) === 'url';
	return isUrl
		? { image_url: item.required('imageUrl', image.image_url.convert) }
		: { image_base64: item.file('binaryPropertyName') };
}

/** POST /v1/scan/business-card: docs.leadlex.com/api-reference/enrich/business-card */
export const scanBusinessCard: SingleOperation<Body> = {
	value: 'scanBusinessCard',
	name: 'Scan Business Card',
	action: 'Scan business card - uses credits',
	...costsCredits('Read the contact details from an image of a business card', '1 credit'),
	properties: [...propertiesOf(image), additionalFields(details)],
	advice: {
		409: 'LeadLex found no contact details in the image. No credit was used.',
		413: 'The image is too large. Scale it down to less than 10 MB and run this item again.',
	},
	timeout: 120_000,
	parse: (item) => ({ ...imageOf(item), ...item.read(details) }),
	request: (body) => ({
		method: 'POST',
		path: '/v1/scan/business-card',
		body,
		idempotencyKey: true,
	}),
	output: record,
};
