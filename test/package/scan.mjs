// Runs n8n's scanner for community packages, in its own process because it is an ES module.
// Usage: scan.mjs <folder> <kind>. Prints the verdict as JSON: for `source` on a checkout, for `built` on
// a published package, and for the name of a package on the folder where n8n finds it in a checkout.
import {
	analyzePackage,
	findPackageRoot,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';

const [folder, kind] = process.argv.slice(2);

async function verdict(root, ...patterns) {
	const { passed, message, details } = await analyzePackage(root, ...patterns);
	return { passed, message, details };
}

const scans = {
	source: () => verdict(folder, SOURCE_FILE_PATTERNS),
	built: () => verdict(folder),
};
const ofPackage = () => verdict(findPackageRoot(folder, kind), SOURCE_FILE_PATTERNS);
console.log(JSON.stringify(await (scans[kind] ?? ofPackage)()));
