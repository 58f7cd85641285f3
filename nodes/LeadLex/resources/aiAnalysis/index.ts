import type { Resource } from '../../../shared/operation/types';
import { analyzeDocument } from './analyzeDocument.operation';
import { analyzeNotes } from './analyzeNotes.operation';
import { detectDuplicates } from './detectDuplicates.operation';
import { discoverConferences } from './discoverConferences.operation';
import { getLegalInsights } from './getLegalInsights.operation';
import { suggestFollowUps } from './suggestFollowUps.operation';
import { suggestMeetings } from './suggestMeetings.operation';

export const aiAnalysis: Resource = {
	value: 'aiAnalysis',
	name: 'AI Analysis',
	operations: [
		analyzeDocument,
		analyzeNotes,
		detectDuplicates,
		discoverConferences,
		getLegalInsights,
		suggestFollowUps,
		suggestMeetings,
	],
};
