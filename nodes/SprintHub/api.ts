import { isBlank } from '../shared/fields';
import type { Api } from '../shared/operation';

/** There is no common shape of failures: `{ error }` and `{ msg }` are seen, and plain text. */
export const sprintHub: Api = {
	name: 'SprintHub',
	credential: 'sprintHubApi',
	secretField: 'apiToken',
	secretLabel: 'API Token',
	complaint: ({ error, msg }) =>
		[error, msg].find((words) => typeof words === 'string' && words !== '') as string | undefined,
	// A record may have fields of its own that are called `error` and `msg`
	failed: ({ error, msg, success, id, data }) =>
		success === false || (isBlank(id) && isBlank(data) && Boolean(error || msg)),
	advice: {
		401: 'Open the SprintHub credential of this node, paste the API token again, check Instance and save: n8n tests it at once. SprintHub has also been seen to answer like this when requests come too fast: then lower Options > Max Concurrent Requests.',
	},
	// Clients report refusals when more come too fast
	concurrency: 10,
};
