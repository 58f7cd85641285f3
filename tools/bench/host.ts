/** The n8n of the bench, whose data outlive it. */
import path from 'node:path';

import type { N8nClient, N8n } from '../n8n';
import { connect, packageRoot, startN8n } from '../n8n';

export class Host {
	n8n?: N8n;
	client!: N8nClient;

	constructor(private readonly userFolder: string) {}

	async restart(env: NodeJS.ProcessEnv = {}): Promise<void> {
		await this.n8n?.stop();
		this.n8n = await startN8n({
			userFolder: this.userFolder,
			env: {
				N8N_CUSTOM_EXTENSIONS: path.join(packageRoot, 'tools', 'bench', 'ceiling'),
				EXECUTIONS_DATA_PRUNE: 'false',
				...env,
			},
		});
		this.client = await connect(this.n8n.url);
	}
}
