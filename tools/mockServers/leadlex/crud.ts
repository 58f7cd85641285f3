/** The calls of LeadLex that `routes.ts` names. */
import { exampleHandlers } from '../crud/examples';
import { CrudHandlers } from '../crud/handlers';
import type { MockResponse } from '../server/types';
import { operations } from './contract';
import { error } from './responses';
import { collections, examples, references } from './routes';
import type { LeadLexState } from './types';

const notFound = (code: string, message: string): MockResponse => error(404, code, message);

export const crud = new CrudHandlers<LeadLexState>(collections, operations, notFound);

export const documentedExamples = exampleHandlers<LeadLexState>(
	examples,
	operations,
	references,
	notFound,
);
