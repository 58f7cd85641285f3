import path from 'node:path';

import type { N8n, N8nClient } from '../n8n';
import { connect, packageRoot, startN8n } from '../n8n';

/** The n8n of the bench. Its data outlives each of its processes. */
export class Host {
	/** The running process and a client for it, set by the first `restart`. */
	n8n!: N8n;
	client!: N8nClient;
	private isStarted = false;

	constructor(private readonly userFolder: string) {}

	/** Starts n8n, after stopping the process that is running. */
	async restart(env: NodeJS.ProcessEnv = {}): Promise<void> {
		await this.stop();
		this.n8n = await startN8n({
			userFolder: this.userFolder,
			env: {
				N8N_CUSTOM_EXTENSIONS: path.join(packageRoot, 'tools', 'bench', 'ceiling'),
				EXECUTIONS_DATA_PRUNE: 'false',
				...env,
			},
		});
		this.isStarted = true;
		this.client = await connect(this.n8n.url);
	}

	async stop(): Promise<void> {
		if (this.isStarted) await this.n8n.stop();
		this.isStarted = false;
	}
}
