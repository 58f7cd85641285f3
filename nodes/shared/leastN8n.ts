import { NodeConnectionTypes, tryToParseDateTime } from 'n8n-workflow';

const ZONE = 'Pacific/Chatham';

// Before 1.85, n8n lacks the first and says only that a class could not be found. Up to 1.88 it reads
// times in a zone of its own, which would send wrong days
if (!NodeConnectionTypes || tryToParseDateTime('2026-02-25', ZONE).zoneName !== ZONE) {
	throw new Error('n8n-nodes-contactlink needs n8n 1.100.1 or newer: update n8n');
}
