import { fields, recordLocator, required } from '../../../shared/operation/fields';
import { lexiTaskLocator } from '../../fields/locators';

export const target = fields({ task_id: required(recordLocator(lexiTaskLocator)) });
