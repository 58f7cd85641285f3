/** n8n's protection against server-side request forgery, which its administrator can switch on. n8n 1 has none. */
import '../../support/protectedEngine';
import { expect, test } from '@jest/globals';

import { useWorld } from '../../support/useWorld';
import { CREATE, NAMES, people, PROVIDERS } from '../../support/world';

const world = useWorld();
const isN8n1 = process.env.ENGINE_OF_N8N_1 !== undefined;

(isN8n1 ? test.skip : test).each(PROVIDERS)(
	'a blocked address of %s is named together with the settings that allow it',
	async (provider) => {
		const { error } = await world.run(provider, CREATE[provider], people(1));
		expect(error?.message).toBe(`n8n does not allow requests to the address of ${NAMES[provider]}`);
		expect(error?.description).toMatch(/^Nothing was sent\./);
		expect(error?.description).toContain(
			'can allow its host name with N8N_SSRF_ALLOWED_HOSTNAMES, or its IP address with N8N_SSRF_ALLOWED_IP_RANGES',
		);
		expect(world.server(provider).requests).toEqual([]);
	},
);
