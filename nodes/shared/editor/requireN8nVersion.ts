import { NodeConnectionTypes, tryToParseDateTime } from 'n8n-workflow';

// NodeConnectionTypes needs n8n 1.85, the time zone of tryToParseDateTime n8n 1.89. Without them n8n would say only
// that a class could not be found, or send wrong days. Counting parameters avoids loading luxon (20 ms) at each start
if (!NodeConnectionTypes || tryToParseDateTime.length < 2) {
	throw new Error('n8n-nodes-contactlink needs n8n 1.100.1 or newer: update n8n');
}
