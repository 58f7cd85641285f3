/** n8n 1 looks after SSH connections with a timer that would keep Jest from ending. */
const every = globalThis.setInterval;
globalThis.setInterval = (...args: Parameters<typeof every>) => every(...args).unref();

export {};
