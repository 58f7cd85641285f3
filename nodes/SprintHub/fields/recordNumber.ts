/** Fields for records that the user enters by number, because SprintHub has no list to pick them from. */
import type { INodeProperties } from 'n8n-workflow';

import { text } from '../../shared/operation/fields';
import { toRecordNumber } from './converters';

export const recordNumber = (
	displayName: string,
	placeholder: string,
	overrides: Partial<INodeProperties>,
) => ({ ...text(displayName, placeholder, overrides), convert: toRecordNumber });
