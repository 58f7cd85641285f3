// n8n's own check of community packages, in a process of its own because it is an ES module.
// Prints the verdict on the folder given, as JSON: `source` for a checkout, else what is published.
import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';

const [folder, kind] = process.argv.slice(2);
const { passed, message, details } = await analyzePackage(
	folder,
	...(kind === 'source' ? [SOURCE_FILE_PATTERNS] : []),
);
console.log(JSON.stringify({ passed, message, details }));
