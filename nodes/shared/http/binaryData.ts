import type { IBinaryData, IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { InputFile } from '../operation/item';
import type { Body } from '../operation/request';
import type { OutputFile } from '../operation/outcome';
import { isObject } from '../utils/guards';

/** Returns a function that finds the file in a binary field of an item. Its content is read later. */
export const findInputFile =
	(ctx: IExecuteFunctions, itemIndex: number) =>
	(field: string): InputFile | undefined => {
		const { binary = {} } = ctx.getInputData()[itemIndex];
		if (!Object.hasOwn(binary, field)) return undefined;
		const file = binary[field];
		return {
			fileName: file.fileName,
			mimeType: file.mimeType,
			base64: async () =>
				(await ctx.helpers.getBinaryDataBuffer(itemIndex, field)).toString('base64'),
		};
	};

/** Returns the body with its files read as Base64, also those in the entries of lists. */
export async function readFiles(body: Body): Promise<IDataObject> {
	const files: IDataObject = {};
	for (const [key, value] of Object.entries(body)) {
		if (isFile(value)) files[key] = await value.base64();
		else if (Array.isArray(value) && value.some(hasFile)) {
			files[key] = await Promise.all(value.map(async (entry) => await readFiles(entry as Body)));
		}
	}
	return { ...body, ...files };
}

/** Whether an entry of a list, such as an attachment, has a file. */
const hasFile = (entry: unknown) => isObject(entry) && Object.values(entry).some(isFile);

const isFile = (value: unknown): value is InputFile =>
	isObject(value) && typeof value.base64 === 'function';

/** Stores a file where n8n keeps binary data. */
export const toBinaryData = async (
	ctx: IExecuteFunctions,
	file: OutputFile,
): Promise<IBinaryData> => await ctx.helpers.prepareBinaryData(file.content, file.name, file.type);
