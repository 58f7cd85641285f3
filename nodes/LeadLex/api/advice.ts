/** Advice and failures that several operations share. */
import type { IDataObject } from 'n8n-workflow';

import type { Failure } from '../../shared/operation/outcome';

/** Advice for calls that use an account which the user has connected to LeadLex. */
export const notConnectedAdvice = (account: string) => ({
	403: `The API key lacks this permission, or no ${account} is connected. Check both in the settings of LeadLex.`,
});

export const syncRunningAdvice = {
	409: 'Nothing was started: a full sync is running already. Run this item again when it is done.',
};

export const nothingFoundAdvice =
	'Nothing was changed, and no credit was used. Check the values of this item, or go on without.';

/** Returns the failure of a message that LeadLex accepted but could not send. */
export const sendFailure = ({ status }: IDataObject): Failure | undefined =>
	status === 'failed'
		? {
				message: 'LeadLex could not send the message',
				description:
					'Check the recipient and, in the settings of LeadLex, the account that sends. Then run this item again.',
			}
		: undefined;
