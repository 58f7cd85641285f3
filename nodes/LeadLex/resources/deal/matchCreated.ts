import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../../shared/values';
import type { NewDeal } from './create.operation';

/** What comes back as it was sent, if under another name. Names of stages may come back as slugs. */
const SHOWN_AS: Partial<Record<keyof NewDeal, string>> = {
	estimated_value: 'estimated_value',
	contact_id: 'main_contact_id',
	owner_id: 'owner_user_id',
	related_company_id: 'related_company_id',
};

const agrees = (deal: NewDeal, row: IDataObject) =>
	String(row.name).trim() === deal.name!.trim() &&
	Object.entries(SHOWN_AS).every(([sent, shown]) => {
		const value = deal[sent as keyof NewDeal];
		return value === undefined || row[shown] === undefined || row[shown] === value;
	});

/**
 * The row of an answer for each deal, or undefined where the answer does not tell it. That rows stand
 * in the order of what was sent is not documented, so their content must agree with it.
 */
export function matchCreated(deals: NewDeal[], data: unknown): Array<IDataObject | undefined> {
	const all = Array.isArray(data) ? (data as IDataObject[]) : [];
	const rows = all.filter((row) => isObject(row) && row.id);
	const isInOrder =
		rows.length === deals.length && deals.every((deal, at) => agrees(deal, rows[at]));
	if (isInOrder) return rows;
	return deals.map((deal) => {
		const [row, ...others] = rows.filter((one) => agrees(deal, one));
		const isOnlyThis = row && deals.filter((one) => agrees(one, row)).length === 1;
		return isOnlyThis && others.length === 0 ? row : undefined;
	});
}
