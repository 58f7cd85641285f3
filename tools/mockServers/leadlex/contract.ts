import { operationsOf } from '../contract/operations';

export const operations = operationsOf('leadlex');
