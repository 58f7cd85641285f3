import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';

import { parseJson } from '../../shared/utils/json';
import { withoutError } from '../../shared/run/output';
import { isObject } from '../../shared/utils/guards';

/** What LeadLex has to tell, in one shape. */
export interface Delivery {
	/** What makes a copy of it known. */
	id: string;
	json: IDataObject;
	/** Names of fields, where the event tells them. */
	changedFields?: unknown[];
}

/**
 * Reads the two bodies that the docs show, the guide's and the catalog's, and does not guess which one
 * is sent. Undefined for anything else.
 */
export function readDelivery(body: Buffer): Delivery | undefined {
	const envelope = envelopeIn(body);
	if (!envelope) return undefined;
	const { data, ...told } = envelope;
	const { changed_fields } = isObject(data) ? data : {};
	return {
		// Without an ID, what is the same to the byte is a copy
		id: String(told.delivery_id ?? createHash('sha256').update(body).digest('hex')),
		json: withoutError({ ...told, ...recordOf(String(told.event), data), ...told }),
		changedFields: Array.isArray(changed_fields) ? changed_fields : undefined,
	};
}

/** By the names of the guide: docs.leadlex.com/webhooks */
function envelopeIn(body: Buffer): IDataObject | undefined {
	const parsed = parsedIn(body);
	if (!isObject(parsed)) return undefined;
	const { event, delivery_id, occurred_at, ...rest } =
		typeof parsed.event === 'string' ? parsed : asInGuide(parsed);
	return typeof event === 'string' ? { event, delivery_id, occurred_at, ...rest } : undefined;
}

/** The catalog has other names: docs.leadlex.com/api-reference/events/catalog */
const asInGuide = ({ type, id, created_at, ...rest }: IDataObject): IDataObject => ({
	event: type,
	delivery_id: id,
	occurred_at: created_at,
	...rest,
});

function parsedIn(body: Buffer): unknown {
	try {
		return parseJson(body.toString('utf8'));
	} catch {
		return undefined;
	}
}

/** `contact` of a contact event becomes the item; what stands beside it, or in a bulk event, stays. */
function recordOf(event: string, data: IDataObject[string]): IDataObject {
	if (!isObject(data)) return data === undefined ? {} : { data };
	const [name] = event.split('.');
	const { [name]: record, ...beside } = data;
	return isObject(record) ? { ...beside, ...record } : data;
}
