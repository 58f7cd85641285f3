/** The versions of n8n that this package is tested in, and what each of them needs. */

export interface N8nVersion {
	version: string;
	/** Packages to install beside n8n. */
	dependencies: Record<string, string>;
	overrides: Record<string, string>;
	/** Further arguments of `npm install`. */
	installArgs: string[];
	env: NodeJS.ProcessEnv;
	/** Whether a manual run is sent the workflow. Otherwise n8n runs the saved one. */
	sendsWorkflowToRun: boolean;
	/** Whether n8n responds to an activation before it registers the triggers. */
	publishesAsynchronously: boolean;
	/** Whether lists of executions are paged by a cursor. Otherwise by the ID of the last execution. */
	hasCursorPaging: boolean;
	/** Messages by HTTP status or error code that n8n shows instead of those of the credential type. */
	credentialTestMessages: Record<string, string>;
}

/** The environment variable that selects another version, for all processes of a run. */
export const VERSION_VARIABLE = 'CONTACTLINK_N8N';

const versions: N8nVersion[] = [
	{
		version: '2.41.1',
		// Peers conflict, so they are not installed. The Extract from File node needs this one
		dependencies: { 'date-fns': '2.30.0' },
		// The newest versions that n8n's ranges allow are incomplete or incompatible
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
		// n8n's own dependency does not come from the npm registry
		overrides: { xlsx: '0.18.5' },
		installArgs: [],
		env: {
			// n8n 1 does not start if it does not know one of the names
			N8N_DISABLED_MODULES: '',
			// The other engine returns null for $input.first() and $('Node').all(), in n8n's own nodes too
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

/** The version of this run: the newest, unless VERSION_VARIABLE selects another one. */
export const n8nVersion = selectVersion(process.env[VERSION_VARIABLE] || versions[0].version);

function selectVersion(name: string): N8nVersion {
	const match = versions.find(({ version }) => version === name);
	if (match) return match;
	const supported = versions.map(({ version }) => version).join(' and ');
	throw new Error(`n8n ${name} is not supported here. Choose one of ${supported}.`);
}
