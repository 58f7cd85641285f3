/**
 * The pictures of README and docs. Every run takes the steps that lead to them; with UPDATE_IMAGES=1
 * the pictures are written too.
 */
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';

import { packageRoot } from '../../../tools/n8n';
import { expect } from '../support';

/** Of the whole page, or of an area of it with what lies over it. */
export async function picture(page: Page, name: string, area?: Locator): Promise<void> {
	if (!process.env.UPDATE_IMAGES) return;
	await expect(page.locator('button[aria-busy="true"]')).toHaveCount(0);
	await page.screenshot({
		path: path.join(packageRoot, 'docs', 'images', `${name}.png`),
		clip: area && (await area.boundingBox())!,
		animations: 'disabled',
		// Notices that go away by themselves, and the neighbours of a node at the edge of its panel
		style: '.el-notification, [data-test-id="floating-node"] { visibility: hidden }',
	});
}
