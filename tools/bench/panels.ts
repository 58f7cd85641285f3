/** How long the editor takes to open a node's panel: ours, and the largest of n8n's own kind. */
import { chromium } from '@playwright/test';
import type { Page } from '@playwright/test';

import type { Host } from './host';
import { median } from './measure';

export interface Opened {
	node: string;
	/** Milliseconds from the double click until the parameters are there, each time. */
	times: number[];
}

const NODES = {
	Notion: { type: 'n8n-nodes-base.notion', typeVersion: 3 },
	LeadLex: { type: 'n8n-nodes-contactlink.leadLex', typeVersion: 1 },
	Voxworks: { type: 'n8n-nodes-contactlink.voxworks', typeVersion: 1 },
	SprintHub: { type: 'n8n-nodes-contactlink.sprintHub', typeVersion: 1 },
};
type Name = keyof typeof NODES;
const names = Object.keys(NODES) as Name[];

export const panelsTitle = "Editor: open a node's panel";

export async function openPanels({ n8n, client }: Host, times: number): Promise<Opened[]> {
	const { url } = n8n!;
	const workflow = await client.saveWorkflow({
		name: 'Panels',
		nodes: names.map((name, at) => ({
			...NODES[name],
			id: name,
			name,
			position: [0, at * 200],
			parameters: {},
		})),
		connections: {},
	});
	const browser = await chromium.launch({
		executablePath: '/usr/bin/chromium',
		args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
	});
	try {
		const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
		const { hostname } = new URL(url);
		const cookie = { name: 'n8n-auth', value: client.cookie, domain: hostname, path: '/' };
		await context.addCookies([{ ...cookie, httpOnly: true, sameSite: 'Lax' }]);
		const page = await context.newPage();
		await page.goto(`${url}/workflow/${workflow.id}`);
		const taken = new Map(names.map((name): [Name, number[]] => [name, []]));
		// The first opening of all also loads what all panels share
		await open(page, 'Notion');
		for (let turn = 0; turn < times; turn++) {
			for (const name of names) taken.get(name)!.push(await open(page, name));
		}
		return names.map((node) => ({ node, times: taken.get(node)! }));
	} finally {
		await browser.close();
	}
}

async function open(page: Page, name: Name): Promise<number> {
	const node = page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	const panel = page.locator('[data-test-id="ndv"]');
	await node.waitFor();
	const at = performance.now();
	await node.dblclick();
	await panel
		.locator('[data-test-id="node-parameters"] [data-test-id="parameter-item"]')
		.first()
		.waitFor();
	const taken = performance.now() - at;
	await page.locator('[data-test-id="ndv-close-button"]').click();
	await panel.waitFor({ state: 'hidden' });
	return taken;
}

export function panelsTable(opened: Opened[]): string {
	if (opened.length === 0) return '';
	const base = median(opened[0].times);
	return [
		`### ${panelsTitle}`,
		'',
		'| Node | Milliseconds, median | Times as long as Notion |',
		'| --- | ---: | ---: |',
		...opened.map(({ node, times }) => {
			const middle = median(times);
			return `| ${node} | ${middle.toFixed(0)} | ${(middle / base).toFixed(2)} |`;
		}),
		'',
	].join('\n');
}
