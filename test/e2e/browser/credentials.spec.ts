/** Creates credentials by hand from the panel of a node. */
import type { Locator } from '@playwright/test';

import { SECRET_FIELDS } from '../../support/secretFields';
import { expect, test } from '../support';
import type { ProviderKey } from '../support';
import { addNode, startWorkflow } from './canvas';
import { executeStep, fill, outputRows, readError } from './panel';
import { picture } from './picture';

interface Case {
	provider: ProviderKey;
	node: string;
	/** The labels of the credential's fields. */
	labels: Record<string, string>;
}

const cases: Case[] = [
	{
		provider: 'voxworks',
		node: 'Voxworks',
		labels: { apiKey: 'API Key', baseUrl: 'Base URL' },
	},
	{
		provider: 'leadLex',
		node: 'LeadLex',
		labels: { apiKey: 'API Key', baseUrl: 'Base URL' },
	},
	{
		provider: 'sprintHub',
		node: 'SprintHub',
		labels: { apiToken: 'API Token', instance: 'Instance', baseUrl: 'Base URL' },
	},
];

for (const { provider, node, labels } of cases) {
	const secretField = SECRET_FIELDS[provider];
	test(`${node}: n8n tests a credential when it is saved`, async ({ page, world, n8n }) => {
		const data = world.sandbox[provider].credential;
		await startWorkflow(page);
		await addNode(page, node, 'Create contact');
		await page.getByTestId('node-credentials-select').click();
		await page.getByText('Create new credential').click();

		const dialog = page.getByTestId('editCredential-modal');
		await expect(dialog.locator('label')).toHaveText([
			...Object.values(labels).map((label) => new RegExp(`^${label} \\*`)),
			/^Allowed HTTP Request Domains/,
		]);
		await enter(dialog, 'Base URL', String(data.baseUrl));
		if (labels.instance) await enter(dialog, 'Instance', String(data.instance));
		await enter(dialog, labels[secretField], 'wrong-key-123456');
		await save(dialog);
		await expect(dialog.getByText('Couldn’t connect with these settings')).toBeVisible();
		await dialog.getByText('More details').click();
		await expect(dialog).not.toContainText('wrong-key-123456');

		await enter(dialog, labels[secretField], String(data[secretField]));
		await save(dialog);
		// n8n closes the dialog after a successful test
		await expect(dialog).toBeHidden();
		const tested = page.waitForResponse('**/rest/credentials/test');
		await page.getByTestId('credential-edit-button').click();
		await tested;
		await expect(dialog.getByText('Connection tested successfully')).toBeVisible();
		await expect(field(dialog, labels[secretField])).toHaveAttribute('type', 'password');
		await expect(field(dialog, labels[secretField])).not.toHaveValue(String(data[secretField]));
		await picture(page, `${provider.toLowerCase()}-credential`, dialog);

		const saved = (await n8n.listCredentials()).filter(({ name }) => name === `${node} account`);
		expect(saved).toHaveLength(1);
	});
}

test('shows a wrong key when the node runs, and lets the user correct it in the same panel', async ({
	page,
	world,
	sandbox,
}) => {
	const { apiKey, baseUrl } = world.sandbox.voxworks.credential;
	await startWorkflow(page);
	await addNode(page, 'Voxworks', 'Create contact');
	await page.getByTestId('node-credentials-select').click();
	await page.getByText('Create new credential').click();
	const dialog = page.getByTestId('editCredential-modal');
	await enter(dialog, 'Base URL', String(baseUrl));
	await enter(dialog, 'API Key', 'wrong-key-123456');
	await save(dialog);
	await expect(dialog.getByText('Couldn’t connect with these settings')).toBeVisible();
	await dialog.getByRole('button', { name: 'Close' }).click();

	await fill(page, 'Phone Number', '0491 570 006');
	await fill(page, 'First Name', 'Jane');
	await executeStep(page);
	expect(await readError(page)).toEqual({
		message: 'Invalid API key',
		description:
			'Open the Voxworks credential of this node, paste the API key of your team again and save: n8n tests it at once.',
	});
	await picture(page, 'error-wrong-key', page.getByTestId('ndv'));

	await page.getByTestId('credential-edit-button').click();
	await enter(dialog, 'API Key', String(apiKey));
	await save(dialog);
	await expect(dialog.getByText('Connection tested successfully')).toBeVisible();
	await dialog.getByRole('button', { name: 'Close' }).click();
	await executeStep(page);
	expect(await outputRows(page)).toMatchObject([{ created: 'true' }]);
	expect((await sandbox.voxworks.state()).contacts.size).toBe(1);
});

const field = (dialog: Locator, label: string) =>
	dialog
		.getByTestId('credential-connection-parameter')
		.filter({ hasText: new RegExp(`^${label} `) })
		.getByRole('textbox');

async function enter(dialog: Locator, label: string, value: string): Promise<void> {
	await field(dialog, label).fill(value);
	await expect(field(dialog, label)).toHaveValue(value);
}

const save = (dialog: Locator) => dialog.getByTestId('credential-save-button').click();
