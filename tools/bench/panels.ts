/** Measures how long the editor takes to open our nodes' panels, and that of one of n8n's largest nodes. */
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import type { Page } from '@playwright/test';

import type { Host } from './host';
import { median } from './measure';

export interface OpeningTimes {
	node: string;
	/** Milliseconds from the double click until the parameters are shown, for each opening. */
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

const CHROMIUM = '/usr/bin/chromium';

/** Throws the command to run if the browser is missing. */
export function checkChromium(): void {
	if (existsSync(CHROMIUM)) return;
	throw new Error(`${CHROMIUM} is missing. On Debian: sudo apt-get install chromium`);
}

export async function openPanels(
	{ n8n: { url }, client }: Host,
	openings: number,
): Promise<OpeningTimes[]> {
	const workflow = await client.saveWorkflow({
		name: 'Panels',
		nodes: names.map((name, index) => ({
			...NODES[name],
			id: name,
			name,
			position: [0, index * 200],
			parameters: {},
		})),
		connections: {},
	});
	const browser = await chromium.launch({
		executablePath: CHROMIUM,
		args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
	});
	try {
		const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
		const { hostname } = new URL(url);
		const cookie = { name: 'n8n-auth', value: client.cookie, domain: hostname, path: '/' };
		await context.addCookies([{ ...cookie, httpOnly: true, sameSite: 'Lax' }]);
		const page = await context.newPage();
		await page.goto(`${url}/workflow/${workflow.id}`);
		const times = new Map(names.map((name): [Name, number[]] => [name, []]));
		// The first opening also loads what all panels share, so it is not counted
		await open(page, 'Notion');
		for (let opening = 0; opening < openings; opening++) {
			for (const name of names) times.get(name)!.push(await open(page, name));
		}
		return names.map((node) => ({ node, times: times.get(node)! }));
	} finally {
		await browser.close();
	}
}

/** Opens and closes the panel of a node. Returns how many milliseconds the opening took. */
async function open(page: Page, name: Name): Promise<number> {
	const node = page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	const panel = page.locator('[data-test-id="ndv"]');
	await node.waitFor();
	const startedAt = performance.now();
	await node.dblclick();
	await panel
		.locator('[data-test-id="node-parameters"] [data-test-id="parameter-item"]')
		.first()
		.waitFor();
	const ms = performance.now() - startedAt;
	await page.locator('[data-test-id="ndv-close-button"]').click();
	await panel.waitFor({ state: 'hidden' });
	return ms;
}

export function panelsTable(panels: OpeningTimes[]): string {
	if (panels.length === 0) return '';
	const notion = median(panels[0].times);
	return [
		`### ${panelsTitle}`,
		'',
		'| Node | Milliseconds, median | Times as long as Notion |',
		'| --- | ---: | ---: |',
		...panels.map(({ node, times }) => {
			const ms = median(times);
			return `| ${node} | ${ms.toFixed(0)} | ${(ms / notion).toFixed(2)} |`;
		}),
		'',
	].join('\n');
}
