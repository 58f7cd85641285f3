import type { Operation } from '../../shared/operation/types';

/** For an operation that spends credits: says so where it is chosen, and above its fields. */
export const costsCredits = (
	description: string,
	price: string,
	each = 'item',
): Pick<Operation<unknown>, 'description' | 'notice'> => ({
	description: `${description} (spends ${price})`,
	notice: `Spends ${price} for each ${each}, from the balance of your LeadLex workspace`,
});
