/** Checks whether objects can be garbage collected. */
import { setImmediate as nextIteration } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Collects garbage and returns how many of the objects were collected. */
export async function countCollected(references: Array<WeakRef<object>>): Promise<number> {
	// Creating or reading a WeakRef keeps its object alive until the current job ends
	await nextIteration();
	collectGarbage();
	return references.filter((reference) => reference.deref() === undefined).length;
}
