/** An npm registry for dry runs: it is empty, accepts every package and stores only what it received. */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

export interface Published {
	name: string;
	version: string;
	/** The hash of the tarball, in hexadecimal. */
	sha256: string;
	/** As in the manifest. */
	repository: { url: string; directory?: string };
}

/** The body of `npm publish`. */
interface Publication {
	name: string;
	versions: Record<string, Pick<Published, 'repository'>>;
	_attachments: Record<string, { data: string }>;
}

export interface Registry {
	/** http://127.0.0.1:PORT/ */
	url: string;
	published: Published[];
	stop(): Promise<void>;
}

export async function startRegistry(): Promise<Registry> {
	const published: Published[] = [];
	const server = createServer((request, response) => {
		void (async () => {
			if (request.method === 'PUT') {
				const { name, versions, _attachments } = (await json(request)) as Publication;
				const [{ data }] = Object.values(_attachments);
				const sha256 = createHash('sha256').update(Buffer.from(data, 'base64')).digest('hex');
				const [[version, { repository }]] = Object.entries(versions);
				published.push({ name, version, sha256, repository });
			}
			response.writeHead(request.method === 'PUT' ? 201 : 404, { Connection: 'close' }).end('{}');
		})();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/`,
		published,
		stop: () => new Promise((resolve) => server.close(() => resolve())),
	};
}
