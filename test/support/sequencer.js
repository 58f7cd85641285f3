const { default: Sequencer } = require('@jest/test-sequencer');

/** Parts of the paths of what takes longest, the longest first. */
const LONGEST = [
	...['leadLex/all', 'run/all', 'contract/all', 'voxworks/trigger', 'units/all', 'package.test'],
	...['/slow/', 'voxworks/waiting', '/soak/', 'all.suite'],
];

function rankOf({ path }) {
	const index = LONGEST.findIndex((part) => path.replaceAll('\\', '/').includes(part));
	return index < 0 ? LONGEST.length : index;
}

/** Starts first what takes longest. Jest goes by the size of files until it has run them. */
module.exports = class extends Sequencer {
	sort(tests) {
		return super.sort(tests).sort((a, b) => rankOf(a) - rankOf(b));
	}
};
