import { fields, recordLocator, required } from '../../../shared/operation/fields';
import { lexiTaskLocator } from '../../fields/locators';

export const task = fields({ task_id: required(recordLocator(lexiTaskLocator)) });
