/** The environment variables of an n8n that sends no telemetry and looks nothing up on the network. */
import path from 'node:path';

import { n8nVersion } from './versions';

export interface N8nLocation {
	userFolder: string;
	port: number;
	/** The port of the broker for the process that runs Code nodes. */
	brokerPort: number;
}

/** The folder that workflows may read files from. */
export const filesFolder = (userFolder: string) => path.join(userFolder, 'files');

export function n8nEnvironment(
	node: string,
	{ userFolder, port, brokerPort }: N8nLocation,
): NodeJS.ProcessEnv {
	const url = `http://127.0.0.1:${port}`;
	return {
		...inheritedEnvironment(),
		// n8n starts the process that runs Code nodes as `node`
		PATH: [path.dirname(node), process.env.PATH].join(path.delimiter),
		N8N_USER_FOLDER: userFolder,
		N8N_RESTRICT_FILE_ACCESS_TO: filesFolder(userFolder),
		N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',

		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_PROTOCOL: 'http',
		N8N_PORT: String(port),
		N8N_EDITOR_BASE_URL: url,
		N8N_WEBHOOK_URL: `${url}/`,
		N8N_SECURE_COOKIE: 'false',
		N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		N8N_RUNNERS_MODE: 'internal',
		N8N_PYTHON_ENABLED: 'false',
		NO_PROXY: '127.0.0.1',
		no_proxy: '127.0.0.1',

		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_SENTRY_DSN: '',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
		N8N_AI_ENABLED: 'false',
		EXTERNAL_FRONTEND_HOOKS_URLS: '',

		N8N_BLOCK_ENV_ACCESS_IN_NODE: 'true',
		N8N_LOG_LEVEL: 'info',
		N8N_LOG_OUTPUT: 'console',
		// JSON includes the level of each entry
		N8N_LOG_FORMAT: 'json',
		NO_COLOR: '1',
		EXECUTIONS_DATA_SAVE_ON_SUCCESS: 'all',
		EXECUTIONS_DATA_SAVE_ON_ERROR: 'all',
		GENERIC_TIMEZONE: 'UTC',
		...n8nVersion.env,
	};
}

/** This process's environment without what would change n8n: settings of another n8n, npm and tsx. */
function inheritedEnvironment(): NodeJS.ProcessEnv {
	const foreign = /^(N8N|DB|EXECUTIONS|QUEUE|WEBHOOK|EXTERNAL|npm)_|^(NODE_OPTIONS|FORCE_COLOR)$/;
	return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}
