import { createServer } from 'node:net';

/** Returns the preferred port if it is free, else any free port. 0 stands for no preference. */
export async function findFreePort(preferred = 0): Promise<number> {
	const port = preferred || randomPort();
	return (await isFree(port)) ? port : await findFreePort();
}

/** Below the ephemeral ports: an outgoing connection could take one of those before the server does. */
const randomPort = () => 15_000 + Math.floor(Math.random() * 17_000);

function isFree(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const probe = createServer();
		probe.once('error', () => resolve(false));
		probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
	});
}
