/** npm, whatever called this process. */
import { runProgram } from './processes';
import type { ProgramOptions } from './processes';

/** `npm run` tells its children about its own package, which is not the one that is meant here. */
function outsideOfNpmRun(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	const ours = /^npm_(package|lifecycle|config_local_prefix|command)|^INIT_CWD$/;
	return Object.fromEntries(Object.entries(env).filter(([name]) => !ours.test(name)));
}

export async function npm(args: string[], options: ProgramOptions = {}): Promise<string[]> {
	const env = outsideOfNpmRun({ ...process.env, ...options.env });
	return await runProgram('npm', args, { ...options, env });
}
