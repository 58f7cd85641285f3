/** What is still in memory. */
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** How many of these nothing holds any more. */
export async function forgotten(all: Array<WeakRef<object>>): Promise<number> {
	// A reference that was just made or read holds until then
	await turn();
	collectGarbage();
	return all.filter((one) => one.deref() === undefined).length;
}
