/** Files that n8n stores outside of the items, on its disk or in its database. n8n 3 knows no other way. */
import { removeFileStorage, startFileStorage } from '../../support/fileStorage';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { useWorld } from '../../support/useWorld';

const world = useWorld();
beforeAll(startFileStorage);
afterAll(removeFileStorage);

const START = 'Start';
const EXPORT = 'Export';
const NEXT = 'Next';

/** Runs an export of LeadLex and, with its file, the next node. */
async function runWithExport(exported: INodeParameters, next: INodeParameters) {
	const leadLex = (name: string, parameters: INodeParameters) => ({
		...{ id: name, name, parameters, position: [0, 0] as [number, number] },
		...{ type: 'n8n-nodes-contactlink.leadLex', typeVersion: 1 },
	});
	const start = { ...leadLex(START, {}), type: 'n8n-nodes-base.manualTrigger' };
	const to = (node: string) => ({ main: [[{ node, type: 'main' as const, index: 0 }]] });
	const { data } = await world.engine.run({
		nodes: [start, leadLex(EXPORT, exported), leadLex(NEXT, next)],
		connections: { [START]: to(EXPORT), [EXPORT]: to(NEXT) },
		pinData: { [START]: [{ json: {} }] },
	});
	expect(data.resultData.error).toBeUndefined();
	const { body } = world.server('leadLex').requests.at(-1)!;
	return { file: data.resultData.runData[EXPORT][0].data!.main[0]![0].binary!.data, body };
}

const email = {
	...{ resource: 'email', operation: 'send', to: 'jane@example.com', subject: 'Export' },
	bodyText: 'Hello Jane',
	additionalFields: { attachments: { attachment: [{ binaryPropertyName: 'data' }] } },
};
const scan = { resource: 'enrichment', operation: 'scanBusinessCard' };

test.each(['contact', 'company', 'deal'])(
	'the file of %s > Export is stored, and the next node sends its content',
	async (resource) => {
		const exported = { resource, operation: 'export' };
		const { file, body } = await runWithExport(exported, email);
		expect(file).toMatchObject({ data: 'filesystem-v2', id: expect.stringMatching(/^filesystem/) });
		const [attachment] = (body as { attachments: Array<Record<string, string>> }).attachments;
		const content = Buffer.from(attachment.content_base64, 'base64').toString();
		expect(content).toMatch(/^id,/);

		const scanned = await runWithExport(exported, scan);
		expect(scanned.body).toEqual({ image_base64: attachment.content_base64 });
	},
);
