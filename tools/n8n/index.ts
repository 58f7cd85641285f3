/** Installs, starts and drives a real n8n: for `npm start`, the end-to-end tests and the bench. */
export { connect, N8nClient, owner } from './client';
export type { Credential, Execution, NodeInEditor, Workflow, WorkflowJson } from './client';
export { prepareExamples } from './examples';
export type { CredentialsByType, Example } from './examples';
export { cacheFolder, packageRoot } from './paths';
export { installN8n, isAlive } from './install';
export { clearLog, runN8n, startN8n, startWebhook } from './n8n';
export type { N8n } from './n8n';
export { installPackage, packPackage } from './package';
export { findFreePort } from './ports';
export { runProgram } from './processes';
export { runWithProgress } from './progress';
export { startQueueMode } from './queueMode';
export type { QueueMode } from './queueMode';
export { installServices } from './services';
export { n8nVersion, VERSION_VARIABLE } from './versions';
