/** The folders that the tools use. Large and lasting files are stored outside of the repository. */
import { realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

export const packageRoot = realpathSync(path.resolve(__dirname, '..', '..'));

const { CONTACTLINK_CACHE, XDG_CACHE_HOME } = process.env;

/** Holds the n8n installs and the data of `npm start`. */
export const cacheFolder =
	CONTACTLINK_CACHE ||
	path.join(XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'n8n-nodes-contactlink');
