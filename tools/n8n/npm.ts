/** Runs npm. */
import { runProgram } from './processes';
import type { ProgramOptions } from './processes';

/** The environment without the variables of `npm run`, which describe the wrong package. */
function withoutNpmRun(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	const fromNpmRun = /^npm_(package|lifecycle|config_local_prefix|command)|^INIT_CWD$/;
	return Object.fromEntries(Object.entries(env).filter(([name]) => !fromNpmRun.test(name)));
}

/** Runs an npm command and returns its output. Throws ProgramError if it fails. */
export async function npm(args: string[], options: ProgramOptions = {}): Promise<string[]> {
	const env = withoutNpmRun({ ...process.env, ...options.env });
	return await runProgram('npm', args, { ...options, env });
}
