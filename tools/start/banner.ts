import pc from 'picocolors';

import { PROVIDERS } from '../mockServers';
import type { Sandbox } from '../mockServers';
import { owner } from '../n8n';
import type { N8n } from '../n8n';

export function banner(n8n: N8n, sandbox: Sandbox, examples: string[]): string {
	const servers = PROVIDERS.map((key) => sandbox[key]);
	const nodes = new Intl.ListFormat('en-GB').format(servers.map(({ name }) => name));
	return [
		'',
		pc.green(pc.bold(`n8n is ready, with the nodes ${nodes} in it.`)),
		'',
		line('Address', pc.cyan(n8n.url)),
		line('Email', owner.email),
		line('Password', owner.password),
		'',
		pc.bold('What to click'),
		'  1. Open the address, log in, and open one of the workflows:',
		...examples.map((name) => `     - ${name}`),
		'  2. Click on Execute workflow, below the nodes: they turn green.',
		'  3. Double-click on a node: its settings, and what came in and went out.',
		'',
		pc.bold('What is behind it'),
		'  Local stand-ins of the services. They are empty at each start. What is in them now:',
		...servers.map(({ name, url }) => line(name, `${url}/__sandbox/state`)),
		'',
		line("n8n's log", n8n.logFile),
		line('Start over', 'npm start -- --clean'),
		'',
		pc.dim('Ctrl+C stops all of it.'),
	].join('\n');
}

function line(label: string, value: string): string {
	return `  ${label.padEnd(12)} ${value}`;
}
