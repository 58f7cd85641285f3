import type { Resource } from '../../../shared/operation/types';
import { enrichCompany } from './enrichCompany.operation';
import { enrichContact } from './enrichContact.operation';
import { enrichEmail } from './enrichEmail.operation';
import { scanBusinessCard } from './scanBusinessCard.operation';

export const enrichment: Resource = {
	value: 'enrichment',
	name: 'Enrichment',
	operations: [enrichCompany, enrichContact, enrichEmail, scanBusinessCard],
};
