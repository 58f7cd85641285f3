import { params, picked, required } from '../../../shared/operation/fields';
import { lexiTaskLocator } from '../../fields/locators';

export const task = params({ task_id: required(picked(lexiTaskLocator)) });
