// Runs n8n's scanner for community packages, in its own process because it is an ES module.
// Usage: scan.mjs '[[<folder>, <kind>], …]'. Prints the verdicts as JSON: for `source` on a checkout, for `built` on
// a published package, and for the name of a package on the folder where n8n finds it in a checkout.
import {
	analyzePackage,
	findPackageRoot,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';

async function verdict(root, ...patterns) {
	const { passed, message, details } = await analyzePackage(root, ...patterns);
	return { passed, message, details };
}

const scan = (folder, kind) => {
	if (kind === 'built') return verdict(folder);
	const root = kind === 'source' ? folder : findPackageRoot(folder, kind);
	return verdict(root, SOURCE_FILE_PATTERNS);
};

const verdicts = [];
for (const [folder, kind] of JSON.parse(process.argv[2])) verdicts.push(await scan(folder, kind));
console.log(JSON.stringify(verdicts));
