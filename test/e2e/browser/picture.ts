/** Takes the pictures of README and docs. Only a run with UPDATE_IMAGES=1 writes them. */
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';

import { packageRoot } from '../../../tools/n8n';
import { expect } from '../support';

/** Takes a picture of the page, or of an area with its overlays. */
export async function picture(page: Page, name: string, area?: Locator): Promise<void> {
	if (!process.env.UPDATE_IMAGES) return;
	await expect(page.locator('button[aria-busy="true"]')).toHaveCount(0);
	await page.screenshot({
		path: path.join(packageRoot, 'docs', 'images', `${name}.png`),
		clip: area && (await area.boundingBox())!,
		animations: 'disabled',
		// Hides temporary notices, and neighbour nodes at the edge of the panel
		style: '.el-notification, [data-test-id="floating-node"] { visibility: hidden }',
	});
}
