import pc from 'picocolors';

import { PROVIDERS } from '../mockServers';
import type { Sandbox } from '../mockServers';
import { owner } from '../n8n';
import type { N8n } from '../n8n';

/** The text that `npm start` prints when n8n is ready: how to log in and what to click. */
export function banner(n8n: N8n, sandbox: Sandbox, examples: string[]): string {
	const servers = PROVIDERS.map((key) => sandbox[key]);
	const nodes = new Intl.ListFormat('en-GB').format(servers.map(({ name }) => name));
	return [
		'',
		pc.green(pc.bold(`n8n is ready, with nodes for ${nodes}.`)),
		'',
		line('Address', pc.cyan(n8n.url)),
		line('Email', owner.email),
		line('Password', owner.password),
		'',
		pc.bold('Try it'),
		'  1. Open the address, log in, and open one of these workflows:',
		...examples.map((name) => `     - ${name}`),
		'  2. Click on Execute workflow below the nodes. They turn green.',
		'  3. Double-click on a node to see its settings, its input and its output.',
		'',
		pc.bold('Behind the nodes'),
		'  Stand-ins for the services. Each start removes your records and brings back a few, such as the',
		'  company Acme Legal in LeadLex and the object property-1 in Voxworks. Phone calls take any Script',
		'  ID and end after 20 seconds. What is in them now:',
		...servers.map(({ name, url }) => line(name, `${url}/__sandbox/state`)),
		'',
		line("n8n's log", n8n.logFile),
		line('Start over', 'npm start -- --clean'),
		'',
		pc.dim('Press Ctrl+C to stop everything.'),
	].join('\n');
}

function line(label: string, value: string): string {
	return `  ${label.padEnd(12)} ${value}`;
}
