/** n8n 1 checks its SSH connections with an interval, which would keep Jest from exiting. */
const setReferencedInterval = globalThis.setInterval;
globalThis.setInterval = (...args: Parameters<typeof setReferencedInterval>) =>
	setReferencedInterval(...args).unref();

/** Tests read this where n8n 1 gives a node less information than n8n 2. */
process.env.ENGINE_OF_N8N_1 = 'true';

export {};
