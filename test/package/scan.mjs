// Runs n8n's scanner for community packages, in its own process because it is an ES module.
// Usage: scan.mjs <folder> <kind>. Prints JSON: for `source` (a checkout) and `built` (a published
// package) the verdict, for the name of a package the folder in which n8n finds it in the checkout.
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

const scans = {
	source: () => verdict(SOURCE_FILE_PATTERNS),
	built: () => verdict(),
};
console.log(JSON.stringify(await (scans[kind] ?? (() => findPackageRoot(folder, kind)))()));
