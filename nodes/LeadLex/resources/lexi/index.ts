import type { Resource } from '../../../shared/operation/types';
import { chat } from './chat.operation';
import { personalizeEmail } from './personalizeEmail.operation';
import { runAutoresearch } from './runAutoresearch.operation';

export const lexi: Resource = {
	value: 'lexi',
	name: 'Lexi',
	operations: [chat, personalizeEmail, runAutoresearch],
};
