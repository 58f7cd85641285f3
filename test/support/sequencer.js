const { default: Sequencer } = require('@jest/test-sequencer');

/** Starts the suites of whole folders first: they take longest, which Jest does not know until it has run them. */
module.exports = class extends Sequencer {
	sort(tests) {
		const isSuite = ({ path }) => path.endsWith('.suite.ts');
		const sorted = super.sort(tests);
		return [...sorted.filter(isSuite), ...sorted.filter((test) => !isSuite(test))];
	}
};
