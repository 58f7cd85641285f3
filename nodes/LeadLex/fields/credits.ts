import type { Operation } from '../../shared/operation/types';

/** Returns the description and the notice of an operation that uses credits. */
export const costsCredits = (
	description: string,
	price: string,
	each = 'item',
): Pick<Operation<unknown>, 'description' | 'notice'> => ({
	description: `${description} (uses ${price})`,
	notice: `For each ${each}, this uses ${price}, from the balance of your LeadLex workspace`,
});

/** The same for an operation whose price LeadLex does not document. */
export const mayCostCredits = (
	description: string,
	each = 'item',
): Pick<Operation<unknown>, 'description' | 'notice'> => ({
	description: `${description} (may use credits)`,
	notice: `For each ${each}, this may use credits, from the balance of your LeadLex workspace`,
});
