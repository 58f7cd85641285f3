/** Prints the last line of a run, which CI parses: `N passed, N failed`. */
import type { FullResult, Reporter, TestCase } from '@playwright/test/reporter';

export default class Summary implements Reporter {
	private readonly tests = new Set<TestCase>();
	private errors = 0;
	private result?: FullResult;

	printsToStdio() {
		return false;
	}

	onTestBegin(test: TestCase) {
		this.tests.add(test);
	}

	/** Counts errors outside of tests. */
	onError() {
		this.errors += 1;
	}

	onEnd(result: FullResult) {
		this.result = result;
	}

	async onExit() {
		const outcomes = [...this.tests].map((test) => test.outcome());
		const passed = outcomes.filter((outcome) => outcome === 'expected').length;
		const failed = outcomes.filter((outcome) => ['unexpected', 'flaky'].includes(outcome)).length;
		const failures = failed + this.errors;
		const incomplete = this.result?.status !== 'passed' && failures === 0;
		console.log(`${passed} passed, ${incomplete ? 1 : failures} failed`);
	}
}
