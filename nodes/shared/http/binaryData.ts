import type { IBinaryData, IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { InputFile } from '../operation/item';
import type { Body } from '../operation/request';
import type { OutputFile } from '../operation/outcome';
import { isObject } from '../utils/guards';

/** Finds the file in a binary field of an item. Its bytes are not read yet. */
export const findInputFile =
	(ctx: IExecuteFunctions, itemIndex: number) =>
	(field: string): InputFile | undefined => {
		const file = ctx.getInputData()[itemIndex].binary?.[field];
		if (!file) return undefined;
		const bytes = () => ctx.helpers.getBinaryDataBuffer(itemIndex, field);
		return {
			fileName: file.fileName,
			mimeType: file.mimeType,
			base64: async () => (await bytes()).toString('base64'),
		};
	};

/** A body with its files read, also those in lists. */
export async function readFiles(body: Body): Promise<IDataObject> {
	const read: IDataObject = {};
	for (const [key, value] of Object.entries(body)) {
		if (isFile(value)) read[key] = await value.base64();
		else if (Array.isArray(value) && value.some(holdsFile)) {
			read[key] = await Promise.all(value.map(async (entry) => await readFiles(entry as Body)));
		}
	}
	return { ...body, ...read };
}

/** Such as an attachment. */
const holdsFile = (entry: unknown) => isObject(entry) && Object.values(entry).some(isFile);

const isFile = (value: unknown): value is InputFile =>
	isObject(value) && typeof value.base64 === 'function';

export const toBinaryData = async (
	ctx: IExecuteFunctions,
	file: OutputFile,
): Promise<IBinaryData> =>
	await ctx.helpers.prepareBinaryData(Buffer.from(file.text), file.name, file.type);
