/** `npm run sandbox`: runs the mock servers until Ctrl+C. */
import { createServer } from 'node:net';
import pc from 'picocolors';
import { PROVIDERS, startSandbox, defaultPorts } from './index';
import type { Sandbox } from './index';

async function main(): Promise<void> {
	const sandbox = await startSandbox({ ports: await defaultPorts(freeOrAny) });
	const stop = () => {
		console.log('\nStopped.');
		void sandbox.stop();
	};
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
	console.log(banner(sandbox));
}

/** Returns the port if it is free, else 0, which lets the system choose. */
function freeOrAny(port: number): Promise<number> {
	return new Promise((resolve) => {
		const probe = createServer();
		probe.once('error', () => resolve(0));
		probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(port)));
	});
}

function banner(sandbox: Sandbox): string {
	const { leadLex, voxworks } = sandbox;
	const providers = PROVIDERS.map((key) => sandbox[key]).map(
		({ name, credential, readOnlyCredential }) => {
			const { baseUrl, instance, ...key } = credential;
			const [readOnly] = Object.values(readOnlyCredential);
			return [
				pc.bold(name),
				line('Base URL', baseUrl),
				...Object.values(key).map((value) => line(key.apiKey ? 'API key' : 'API token', value)),
				...(instance ? [line('Instance', instance)] : []),
				line('May only read', readOnly),
			].join('\n');
		},
	);
	return [
		'',
		...providers.flatMap((provider) => [provider, '']),
		pc.bold('Try a fault'),
		'  The next contact in LeadLex meets a rate limit:',
		`  curl -X POST ${leadLex.url}/__sandbox/faults \\`,
		`    -d '{ "match": { "path": "/v1/contacts" }, "response": { "status": 429 } }'`,
		'',
		`  Look:   curl ${leadLex.url}/__sandbox/requests   (or /state)`,
		`  Limit:  curl -X POST ${leadLex.url}/__sandbox/limit -d '{ "requests": 10, "perMs": 60000 }'`,
		`  Event:  curl -X POST ${leadLex.url}/__sandbox/deliver \\`,
		`    -d '{ "event": "contact.created", "data": {}, "options": { "twice": true } }'`,
		'  Calls:  phone calls in Voxworks end by themselves after 20 s. Another number of milliseconds:',
		`  curl -X POST ${voxworks.url}/__sandbox/callDuration -d 5000`,
		`  Afresh: curl -X POST ${leadLex.url}/__sandbox/reset`,
		'',
		pc.dim('Ctrl+C stops the sandbox.'),
	].join('\n');
}

function line(label: string, value: string): string {
	return `  ${label.padEnd(14)} ${pc.cyan(value)}`;
}

void main();
