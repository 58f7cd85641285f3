/** The records of Voxworks that are picked from a list, or given by their ID. */
import { byId, locator } from '../../shared/operation/fields';

const CALL_ID = byId('e.g. 6f1c2d9e-0b7a-4c55-9a53-2f2c7f1f8f10');

export const callLocator = locator('Call', 'callId', 'searchCalls', CALL_ID);
export const webCallLocator = locator('Web Call', 'callId', 'searchWebCalls', CALL_ID);
