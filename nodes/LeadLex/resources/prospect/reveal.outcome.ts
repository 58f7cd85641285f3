import type { IDataObject } from 'n8n-workflow';

import type { Outcome } from '../../../shared/operation/outcome';

/** Returns what became of a prospect. The row is the one with its ID in the response, if there is one. */
export function revealOutcome(memberId: string, row: IDataObject | undefined): Outcome {
	if (!row) {
		const message = `LeadLex did not say whether it revealed prospect ${memberId}`;
		const description =
			'It may have used a credit. Check in LeadLex before running this item again.';
		return { failure: { message, description, inDoubt: 'doNotRetry' } };
	}
	if (row.status !== 'failed') return { json: row };
	const reason = row.error ? `: ${String(row.error)}` : '';
	return {
		failure: {
			message: `Prospect ${memberId} was not revealed${reason}`,
			description: 'Check that Member IDs and Company IDs are those of a search in LeadLex.',
		},
	};
}
