/** Shows the progress of a program, step by step. */
import { Listr, PRESET_TIMER } from 'listr2';

export interface ProgressStep {
	title: string;
	/** The reported text is shown beside the step while it runs. */
	run(report: (text: string) => void): unknown;
}

/** Runs the steps and throws the error of the first that fails. Shows only which one, not its error. */
export async function runWithProgress(steps: ProgressStep[]): Promise<void> {
	let failure: unknown;
	const tasks = steps.map(({ title, run }) => ({
		title,
		task: async (_context: unknown, task: { output: string }) => {
			try {
				await run((text) => (task.output = text));
			} catch (error) {
				failure = error;
				throw new Error('see below');
			}
		},
	}));
	const list = new Listr(tasks, {
		concurrent: false,
		// The program handles signals itself, since it may have more to stop than its steps
		registerSignalListeners: false,
		rendererOptions: { timer: PRESET_TIMER, showErrorMessage: false, collapseErrors: true },
		fallbackRendererOptions: { timer: PRESET_TIMER },
	});
	try {
		await list.run();
	} catch (error) {
		throw failure ?? error;
	}
}
