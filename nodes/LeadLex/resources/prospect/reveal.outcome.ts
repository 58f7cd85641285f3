import type { IDataObject } from 'n8n-workflow';

import type { Outcome } from '../../../shared/operation/outcome';

/** What became of a prospect, by the row of the answer that names it. */
export function revealOutcome(memberId: string, row: IDataObject | undefined): Outcome {
	if (!row) {
		const message = `LeadLex did not say whether it revealed prospect ${memberId}`;
		const description =
			'It may have spent a credit. Check in LeadLex before running this item again.';
		return { failure: { message, description, inDoubt: 'doNotRetry' } };
	}
	if (row.status !== 'failed') return { json: row };
	const why = row.error ? `: ${String(row.error)}` : '';
	return {
		failure: {
			message: `Prospect ${memberId} was not revealed${why}`,
			description: 'Check that Member IDs and Company IDs are those of a search in LeadLex.',
		},
	};
}
