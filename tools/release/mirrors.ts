/** Repositories on this machine in place of the mirrors on GitHub. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { shell } from './jobs';

const STALE_FILE = 'stale.txt';

/** Creates a bare repository for each package. The first holds an older commit, the others are new. */
export async function createMirrors(folder: string, names: string[]): Promise<void> {
	mkdirSync(folder);
	for (const name of names) await shell(`git init --quiet --bare -b main "${name}.git"`, folder);
	const older = path.join(folder, 'older');
	await shell(`git clone --quiet "${names[0]}.git" "${older}"`, folder);
	writeFileSync(path.join(older, STALE_FILE), 'A file that the new release does not have\n');
	await shell(
		`git add . && git commit --quiet --message Older && git push --quiet origin HEAD`,
		older,
	);
}

/** Clones the tag of a mirror, as its workflow does. Throws unless it holds exactly the assembled files, on main. */
export async function cloneMirror(
	mirror: string,
	tag: string,
	assembled: string,
	target: string,
): Promise<void> {
	await shell(`git clone --quiet --branch "${tag}" "${mirror}" "${target}"`, path.dirname(target));
	await shell('git merge-base --is-ancestor HEAD origin/main', target);
	await shell(`diff --recursive --brief --exclude .git "${assembled}" "${target}"`, target);
}
