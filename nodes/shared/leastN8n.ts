import { NodeConnectionTypes } from 'n8n-workflow';

// Loaded before any node is made. n8n would say only that a class could not be found
if (NodeConnectionTypes === undefined) {
	throw new Error('n8n-nodes-contactlink needs n8n 1.85.4 or newer: update n8n');
}
