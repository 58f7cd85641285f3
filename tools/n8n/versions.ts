/** The n8n's that this package is tried in, and what each of them needs. */

export interface N8nVersion {
	version: string;
	/** Beside n8n itself. */
	dependencies: Record<string, string>;
	overrides: Record<string, string>;
	/** Of npm, beside those for all. */
	installArgs: string[];
	env: NodeJS.ProcessEnv;
	/** Whether a manual run is sent the workflow: else n8n takes the one that was saved. */
	sendsWorkflowToRun: boolean;
	/** Whether an activation is answered before its triggers are made, so that one has to ask for the outcome. */
	publishesAsynchronously: boolean;
	/** Whether the pages of a list of executions follow by a cursor: else by the ID of the last one. */
	hasCursorPaging: boolean;
	/** What a credential test says, by HTTP status or code, in place of the credential's own words. */
	credentialTestMessages: Record<string, string>;
}

/** Names one of the others to all processes of a run. */
export const VERSION_VARIABLE = 'CONTACTLINK_N8N';

const versions: N8nVersion[] = [
	{
		version: '2.41.1',
		// Peers are not installed, as they do not fit together. Its Extract from File node needs this
		dependencies: { 'date-fns': '2.30.0' },
		// The newest ones, which n8n's ranges allow, miss a part or do not fit together
		overrides: {
			linkedom: '0.18.13',
			'@langchain/langgraph': '1.4.18',
			'@langchain/langgraph-checkpoint': '1.1.5',
			'@langchain/langgraph-sdk': '1.12.0',
		},
		installArgs: ['--legacy-peer-deps'],
		env: { N8N_DISABLED_MODULES: 'mcp-registry,instance-ai,agents,chat-hub' },
		sendsWorkflowToRun: false,
		publishesAsynchronously: true,
		hasCursorPaging: true,
		credentialTestMessages: {},
	},
	{
		// The newest n8n 1
		version: '1.123.81',
		dependencies: {},
		// Its own comes from outside the registry
		overrides: { xlsx: '0.18.5' },
		installArgs: [],
		env: {
			// It does not start with a name that it does not know
			N8N_DISABLED_MODULES: '',
			// The other one gives null for $input.first() and $('Node').all(), in n8n's own nodes too
			N8N_EXPRESSION_ENGINE: 'legacy',
		},
		sendsWorkflowToRun: true,
		publishesAsynchronously: false,
		hasCursorPaging: false,
		credentialTestMessages: {
			400: 'Bad request - please check your parameters',
			401: 'Authorization failed - please check your credentials',
			ENOTFOUND:
				'The connection cannot be established, this usually occurs due to an incorrect host (domain) value',
			ECONNREFUSED: 'The service refused the connection - perhaps it is offline',
		},
	},
];

/** The n8n of this run: the newest, unless another one was named. */
export const n8nVersion = chosen(process.env[VERSION_VARIABLE] || versions[0].version);

function chosen(name: string): N8nVersion {
	const found = versions.find(({ version }) => version === name);
	if (found) return found;
	const known = versions.map(({ version }) => version).join(' and ');
	throw new Error(`n8n ${name} is not known here. There are ${known}.`);
}
