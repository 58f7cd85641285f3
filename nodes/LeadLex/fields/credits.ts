import type { Operation } from '../../shared/operation/types';

/** Returns the description and the notice of an operation that spends credits. */
export const costsCredits = (
	description: string,
	price: string,
	each = 'item',
): Pick<Operation<unknown>, 'description' | 'notice'> => ({
	description: `${description} (spends ${price})`,
	notice: `Spends ${price} for each ${each}, from the balance of your LeadLex workspace`,
});

/** The same for an operation whose price LeadLex does not document. */
export const mayCostCredits = (
	description: string,
	each = 'item',
): Pick<Operation<unknown>, 'description' | 'notice'> => ({
	description: `${description} (may spend credits)`,
	notice: `May spend credits for each ${each}, from the balance of your LeadLex workspace`,
});
