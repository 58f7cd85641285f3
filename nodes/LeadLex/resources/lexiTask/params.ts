import { params, picked, required } from '../../../shared/params';
import { lexiTaskLocator } from '../../locators';

export const task = params({ task_id: required(picked(lexiTaskLocator)) });
