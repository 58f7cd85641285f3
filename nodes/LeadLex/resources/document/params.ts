import { params, picked, required } from '../../../shared/params';
import { companyLocator, contactLocator, dealLocator, documentLocator } from '../../locators';

export const which = params({ document_id: required(picked(documentLocator)) });

export const company = params({ company_id: required(picked(companyLocator)) });
export const contact = params({ contact_id: required(picked(contactLocator)) });
export const deal = params({ deal_id: required(picked(dealLocator)) });
