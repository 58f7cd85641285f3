import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { validateBaseUrl } from '../../shared/http/baseUrl';
import { findTestFailure, testFailureRules } from '../../shared/http/credential';
import { isObject } from '../../shared/utils/guards';
import { parseJson } from '../../shared/utils/json';
import { sprintHub } from '../api';
import { authenticate } from '../api/authenticate';

/** Milliseconds. */
const TIMEOUT = 30_000;

const RULES = testFailureRules(sprintHub.name, {
	400: 'SprintHub did not understand the request. Check Instance: it is the first part of the address at which you open SprintHub.',
	401: 'SprintHub did not accept the API token. Copy it again and paste it into API Token, and check Instance.',
});

const FAILED = 'SprintHub answered that the request failed. Check API Token and Instance.';

interface Response {
	statusCode: number;
	statusMessage?: string;
	body?: string;
}

/**
 * Tests a credential by reading the tags. The rules of a credential cannot do it: n8n applies them to
 * the first row of a list, so that a list without rows must be read as text, which hides a failure in a body.
 *
 * GET /tags: docs.sprinthub.com/en/topics/api/api-getting-and-modifying-lead-tags
 */
export async function testCredential(
	ctx: ICredentialTestFunctions,
	{ data = {} }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	try {
		const baseUrl = validateBaseUrl(data.baseUrl, sprintHub.name);
		const { url: uri, ...request } = await authenticate(data, { url: `${baseUrl}/tags` });
		const response = (await ctx.helpers.request({
			...request,
			uri,
			timeout: TIMEOUT,
			resolveWithFullResponse: true,
			// Returns responses with any status
			simple: false,
		})) as Response;
		const message = findFailure(response);
		return message
			? { status: 'Error', message }
			: { status: 'OK', message: 'Connection successful!' };
	} catch (error) {
		return { status: 'Error', message: describeError(error as NodeJS.ErrnoException) };
	}
}

function findFailure({ statusCode, statusMessage = '', body = '' }: Response): string | undefined {
	const failure = findTestFailure(RULES, statusCode, statusMessage, body);
	return failure ?? (isFailure(body) ? FAILED : undefined);
}

function isFailure(body: string): boolean {
	try {
		const json = parseJson(body);
		return isObject(json) ? sprintHub.isError(json) : !Array.isArray(json);
	} catch {
		return true;
	}
}

/** The messages of the HTTP client may hold the address, and with it the token. */
const describeError = (error: NodeJS.ErrnoException): string =>
	error instanceof UserError
		? error.message
		: `SprintHub could not be reached (${error.code ?? 'no reason was given'}). Check Base URL.`;
