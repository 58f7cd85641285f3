import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** The wanted port of this machine if nobody has it, else any free one. */
export async function findFreePort(wanted = 0): Promise<number> {
	const port = await portOf(wanted || anyPort());
	return port ?? (await findFreePort());
}

/** Below those that a system gives to outgoing connections: one might take the port before its server does. */
const anyPort = () => 15_000 + Math.floor(Math.random() * 17_000);

function portOf(wanted: number): Promise<number | undefined> {
	return new Promise((resolve) => {
		const probe = createServer();
		probe.once('error', () => resolve(undefined));
		probe.listen(wanted, '127.0.0.1', () => {
			const { port } = probe.address() as AddressInfo;
			probe.close(() => resolve(port));
		});
	});
}
