/** n8n 1 looks after SSH connections with a timer that would keep Jest from ending. */
const every = globalThis.setInterval;
globalThis.setInterval = (...args: Parameters<typeof every>) => every(...args).unref();

/** Asked where n8n 1 tells a node less than n8n 2 does. */
process.env.ENGINE_OF_N8N_1 = 'true';

export {};
