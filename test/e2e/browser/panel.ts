/** Operates the panel of a node: its parameters, input and output. */
import type { Locator, Page } from '@playwright/test';

import { expect } from '../support';
import { addNode, drag, nodeOf } from './canvas';

export async function openPanel(page: Page, node: string): Promise<void> {
	await nodeOf(page, node).dblclick();
	await expect(page.getByTestId('ndv')).toBeVisible();
}

export async function closePanel(page: Page): Promise<void> {
	await page.getByTestId('ndv-close-button').click();
	await expect(page.getByTestId('ndv')).toBeHidden();
}

/** Returns a parameter by its label. */
export const parameterOf = (page: Page, label: string) =>
	page
		.getByTestId('node-parameters')
		.getByTestId('input-label')
		.filter({ has: page.locator('label').getByText(label, { exact: true }) })
		.last();

export async function fill(page: Page, label: string, value: string): Promise<void> {
	const input = parameterOf(page, label).getByRole('textbox');
	await input.fill(value);
	await expect(input).toHaveValue(value);
	await leaveField(page);
}

export async function fillNumber(page: Page, label: string, value: number): Promise<void> {
	const input = parameterOf(page, label).getByRole('spinbutton');
	await input.fill(String(value));
	await expect(input).toHaveValue(String(value));
	await leaveField(page);
}

export async function switchOn(page: Page, label: string): Promise<void> {
	await parameterOf(page, label).locator('.el-switch').click();
	await expect(parameterOf(page, label).getByRole('switch')).toBeChecked();
}

/** Fills a JSON field. */
export async function fillJson(page: Page, label: string, json: string): Promise<void> {
	const editor = parameterOf(page, label).getByRole('textbox');
	await editor.fill(json);
	await expect(editor).toHaveText(json);
}

/** Fills a parameter with an expression and checks the result that n8n shows. */
export async function fillExpression(
	page: Page,
	label: string,
	expression: string,
	result: string | RegExp,
): Promise<void> {
	const parameter = parameterOf(page, label);
	await parameter.hover();
	await parameter.getByRole('radio', { name: 'Expression' }).click();
	await parameter.getByRole('textbox').fill(expression);
	await expect(page.getByTestId('inline-expression-editor-output')).toContainText(result);
	await leaveField(page);
}

/** Leaves a field, which closes its suggestions. */
export const leaveField = (page: Page) => page.getByTestId('tab-params').click();

/** Drags a field of the input onto a parameter and checks the value of the resulting expression. */
export async function mapFromInput(
	page: Page,
	field: string,
	label: string,
	value: string,
): Promise<void> {
	const source = page.getByTestId('ndv-input-panel').getByText(field, { exact: true });
	const parameter = parameterOf(page, label);
	await drag(page, source, parameter.getByTestId('parameter-input'));
	await expect(parameter.getByRole('textbox')).toHaveText(`{{ $json.${field} }}`);
	await expect(parameter).toContainText(value);
	await leaveField(page);
}

/** Chooses an option of a drop-down. */
export async function choose(page: Page, label: string, option: string): Promise<void> {
	const input = parameterOf(page, label).getByRole('combobox');
	await input.click();
	await optionOf(page, option).click();
	await expect(input).toHaveValue(option);
}

/** Picks a day in the calendar of a date field, and enters the time beside it. */
export async function pickTime(
	page: Page,
	label: string,
	{ monthsAhead, day, time }: { monthsAhead: number; day: number; time: string },
): Promise<void> {
	await parameterOf(page, label).getByRole('combobox').click();
	const calendar = page.locator('.el-date-picker:visible');
	for (let month = 0; month < monthsAhead; month++) {
		await calendar.getByRole('button', { name: 'Next Month' }).click();
	}
	await calendar.locator('td.available').getByText(String(day), { exact: true }).click();
	await calendar.getByPlaceholder('Select time').fill(time);
	await calendar.getByRole('button', { name: 'OK' }).last().click();
	await expect(calendar).toHaveCount(0);
}

/** Adds an optional field of a collection. */
export async function addField(page: Page, collection: string, field: string): Promise<void> {
	const parameter = page.getByTestId('parameter-item').filter({
		has: page.locator('label').getByText(collection, { exact: true }),
	});
	await parameter.last().getByTestId('collection-parameter-add').click();
	// A collection with one field adds it without asking
	await optionOf(page, field).or(parameterOf(page, field)).click();
	await expect(parameterOf(page, field)).toBeVisible();
}

export const optionOf = (page: Page, name: string) =>
	page.locator('[role="option"]:visible').filter({ has: page.getByText(name, { exact: true }) });

export async function chooseCredential(page: Page, name: string): Promise<void> {
	await page.getByTestId('node-credentials-select').click();
	await optionOf(page, name).click();
	await expect(page.getByTestId('node-credentials-select').getByRole('combobox')).toHaveValue(name);
}

/** Adds a node by the text of an action and chooses a saved credential. Its panel stays open. */
export async function addNodeWithCredential(
	page: Page,
	name: string,
	action: string,
	credential: string,
): Promise<void> {
	await addNode(page, name, action);
	await chooseCredential(page, credential);
}

/** Opens the list of a picker and returns its entries. */
export async function openList(page: Page, label: string): Promise<Locator> {
	await parameterOf(page, label).getByTestId('rlc-input').click();
	return page.getByTestId('rlc-item').filter({ visible: true });
}

/** Checks the entries of a picker and selects one. */
export async function pickInList(
	page: Page,
	label: string,
	entry: string,
	entries: string[],
): Promise<void> {
	const list = await openList(page, label);
	await expect(list).toHaveText(entries);
	await list.filter({ hasText: entry }).click();
	await expect(parameterOf(page, label).getByTestId('rlc-input')).toHaveValue(entry);
}

export async function typeInList(page: Page, text: string): Promise<void> {
	await page.getByTestId('rlc-search').pressSequentially(text);
}

export async function executeStep(page: Page): Promise<void> {
	await page.getByTestId('node-execute-button').click();
}

export const output = (page: Page) => page.getByTestId('output-panel');

/** The texts of a row's cells, by column. */
export type Row = Record<string, string>;

/** Returns the rows of the output's table. */
export async function outputRows(page: Page): Promise<Row[]> {
	await expect(output(page).getByTestId('node-run-status-success')).toBeVisible();
	await output(page).getByRole('radio', { name: 'Table' }).click();
	const table = output(page).locator('table');
	const columns = await table.locator('thead th').allInnerTexts();
	const rows = await table.locator('tbody tr').all();
	return await Promise.all(
		rows.map(async (row) => {
			const cells = await row.locator('td').allInnerTexts();
			const entries = columns.map((column, index) => [column.trim(), cells[index]?.trim()]);
			// The last column is decoration
			return Object.fromEntries(entries.filter(([column]) => column !== '')) as Row;
		}),
	);
}

export interface ReadError {
	message: string;
	description: string;
}

/** Returns the texts of the error panel. */
export async function readError(page: Page): Promise<ReadError> {
	const [message, description] = ['node-error-message', 'node-error-description'].map((id) =>
		output(page).getByTestId(id),
	);
	await expect(message).toBeVisible();
	return { message: await message.innerText(), description: await description.innerText() };
}
