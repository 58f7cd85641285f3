import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';

import { parseJson } from '../../shared/utils/json';
import { withoutError } from '../../shared/run/output';
import { isBlank, isObject } from '../../shared/utils/guards';

/** A delivery in one shape, whichever of the two documented bodies LeadLex sent. */
export interface Delivery {
	/** Used to detect duplicates. */
	id: string;
	/** When it happened, as the signed body says. The guide and the catalog name it differently. */
	signedTimes: unknown[];
	json: IDataObject;
	/** The names of the changed fields, if the event lists them. */
	changedFields?: unknown[];
}

/** Reads a body as the guide or the catalog documents it. Returns undefined for anything else. */
export function readDelivery(body: Buffer): Delivery | undefined {
	const envelope = readEnvelope(body);
	if (!envelope) return undefined;
	const { data, ...metadata } = envelope;
	const { changed_fields } = isObject(data) ? data : {};
	return {
		// Without an ID, a body with the same bytes is a duplicate
		id: idIn(metadata) ?? createHash('sha256').update(body).digest('hex'),
		signedTimes: [metadata.occurred_at, metadata.created_at],
		// The metadata stand first, and a record with the same names does not overwrite them
		json: withoutError({
			...metadata,
			...flattenData(String(metadata.event), data),
			...metadata,
		}),
		changedFields: Array.isArray(changed_fields) ? changed_fields : undefined,
	};
}

/** Returns the ID of a delivery; undefined for a value that stands for none, which many deliveries may share. */
export function idIn({ delivery_id: id }: IDataObject): string | undefined {
	const isId = (typeof id === 'string' && !isBlank(id)) || (typeof id === 'number' && id !== 0);
	return isId ? String(id) : undefined;
}

/** Reads the envelope, with the names of the guide: docs.leadlex.com/webhooks */
function readEnvelope(body: Buffer): IDataObject | undefined {
	const json = parseBody(body);
	if (!isObject(json)) return undefined;
	const { event, delivery_id, occurred_at, ...rest } =
		typeof json.event === 'string' ? json : toGuideNames(json);
	return typeof event === 'string' ? { event, delivery_id, occurred_at, ...rest } : undefined;
}

/** Renames the properties of the catalog: docs.leadlex.com/api-reference/events/catalog */
const toGuideNames = ({ type, id, created_at, ...rest }: IDataObject): IDataObject => ({
	event: type,
	delivery_id: id,
	occurred_at: created_at,
	...rest,
});

/** Parses JSON, also behind a byte order mark. */
function parseBody(body: Buffer): unknown {
	try {
		return parseJson(body.toString('utf8').replace(/^\uFEFF/, ''));
	} catch {
		return undefined;
	}
}

/** Lifts the record out of the data (`contact` of a contact event), and keeps the properties beside it. */
function flattenData(event: string, data: IDataObject[string]): IDataObject {
	if (!isObject(data)) return data === undefined ? {} : { data };
	const [name] = event.split('.');
	const { [name]: record, ...rest } = data;
	return isObject(record) ? { ...rest, ...record } : data;
}
