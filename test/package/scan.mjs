// n8n's own check of community packages, in a process of its own because it is an ES module.
// Prints, as JSON, the verdict on the folder given: `source` for a checkout, `built` for what is
// published. For the name of a package instead, the folder in which n8n finds that in a checkout.
import {
	analyzePackage,
	findPackageRoot,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';

const [folder, kind] = process.argv.slice(2);

async function verdict(...patterns) {
	const { passed, message, details } = await analyzePackage(folder, ...patterns);
	return { passed, message, details };
}

const found = {
	source: () => verdict(SOURCE_FILE_PATTERNS),
	built: () => verdict(),
};
console.log(JSON.stringify(await (found[kind] ?? (() => findPackageRoot(folder, kind)))()));
