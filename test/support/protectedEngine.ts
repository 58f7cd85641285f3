/** Switches on n8n's protection against server-side request forgery. Import it before the engine, which reads it then. */
process.env.N8N_SSRF_PROTECTION_ENABLED = 'true';
