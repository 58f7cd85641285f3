/** Where things lie. What is large or lasts longer than a run lies outside of the repository. */
import { realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

export const packageRoot = realpathSync(path.resolve(__dirname, '..', '..'));

const { CONTACTLINK_CACHE, XDG_CACHE_HOME } = process.env;

export const cacheFolder =
	CONTACTLINK_CACHE ||
	path.join(XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'n8n-nodes-contactlink');
