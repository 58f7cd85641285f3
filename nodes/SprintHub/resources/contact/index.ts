import type { Resource } from '../../../shared/operation/types';
import { create } from './create.operation';
import { get } from './get.operation';
import { getAttendances } from './getAttendances.operation';
import { getCustomObjects } from './getCustomObjects.operation';
import { getFiles } from './getFiles.operation';
import { setTags } from './setTags.operation';
import { update } from './update.operation';

export const contact: Resource = {
	value: 'contact',
	name: 'Contact',
	operations: [create, get, getAttendances, getCustomObjects, getFiles, setTags, update],
};
