/** Shows what is being done, step by step. */
import { Listr, PRESET_TIMER } from 'listr2';

export interface ProgressStep {
	title: string;
	/** What it reports is shown beside it while it runs. */
	run(report: (text: string) => void): unknown;
}

/** Throws what a step throws, for the program to tell in full: here, it is only said which one. */
export async function runWithProgress(steps: ProgressStep[]): Promise<void> {
	let reason: unknown;
	const tasks = steps.map(({ title, run }) => ({
		title,
		task: async (_context: unknown, task: { output: string }) => {
			try {
				await run((text) => (task.output = text));
			} catch (error) {
				reason = error;
				throw new Error('see below');
			}
		},
	}));
	const list = new Listr(tasks, {
		concurrent: false,
		// A signal is for the program to answer, which may have more to end than its steps
		registerSignalListeners: false,
		rendererOptions: { timer: PRESET_TIMER, showErrorMessage: false, collapseErrors: true },
		fallbackRendererOptions: { timer: PRESET_TIMER },
	});
	try {
		await list.run();
	} catch (error) {
		throw reason ?? error;
	}
}
