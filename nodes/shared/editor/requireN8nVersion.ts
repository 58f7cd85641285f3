import { NodeConnectionTypes, tryToParseDateTime } from 'n8n-workflow';

// Before 1.85, n8n lacks the first and says only that a class could not be found. Up to 1.88 it takes no
// time zone and reads times in its own, which would send wrong days. To try it would cost 20 ms at each start
if (!NodeConnectionTypes || tryToParseDateTime.length < 2) {
	throw new Error('n8n-nodes-contactlink needs n8n 1.100.1 or newer: update n8n');
}
