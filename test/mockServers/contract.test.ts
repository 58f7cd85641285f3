import { describe, expect, test } from '@jest/globals';
import addFormats from 'ajv-formats';
import OpenAPIBackend from 'openapi-backend';
import type { Document } from 'openapi-backend';
import { PROVIDERS, providers } from '../../tools/mockServers';
import {
	createValidator,
	loadContract,
	UNOPTIMIZED,
} from '../../tools/mockServers/contract/validator';

const names = PROVIDERS.map((provider) => providers[provider].contract);
const voxworks = createValidator('voxworks');
const leadLex = createValidator('leadlex');
const sprintHub = createValidator('sprinthub');

const createContact = (body: unknown, headers?: Record<string, string>) =>
	voxworks.check({ method: 'POST', path: '/api/v1/create-contact', body, headers });

describe('request bodies', () => {
	test('are valid if documented', () => {
		const verdict = createContact({ phone_number: '0491570006', first_name: 'Ana' });
		expect(verdict).toMatchObject({ operationId: 'createContact', errors: [] });
	});

	test('are rejected with the name of an undocumented field', () => {
		const body = { phone_number: '0491570006', first_name: 'Ana', nickname: 'A' };
		expect(createContact(body).errors).toEqual(['body.nickname is not documented']);
	});

	test('are valid with undefined fields, which are not sent', () => {
		const body = { phone_number: '0491570006', first_name: 'Ana', nickname: undefined };
		expect(createContact(body).errors).toEqual([]);
	});

	test.each([
		['a missing field', { first_name: 'Ana' }, 'body.phone_number is required'],
		['a wrong type', { phone_number: 61, first_name: 'A' }, 'body.phone_number must be string'],
		['no body', undefined, 'body is required'],
		['broken JSON', '{"first_name":', 'body is not JSON'],
	])('are rejected with %s', (_name, body, error) => {
		const headers = { 'Content-Type': 'application/json' };
		expect(createContact(body, headers).errors[0]).toContain(error);
	});

	test('are rejected with a wrong format', () => {
		const body = { phone_number: '0491570006', first_name: 'Ana', email: 'nobody' };
		expect(createContact(body).errors).toEqual(['body.email must match format "email"']);
	});

	test('are rejected if not sent as JSON', () => {
		const headers = { 'content-type': 'application/x-www-form-urlencoded' };
		const { errors } = createContact({ phone_number: '0491570006', first_name: 'A' }, headers);
		expect(errors).toEqual(['body must not be sent as application/x-www-form-urlencoded']);
	});

	test('are rejected where none is documented', () => {
		const { errors } = voxworks.check({ method: 'GET', path: '/api/v1/calls', body: {} });
		expect(errors).toEqual(['body is not documented for this operation']);
	});

	test('are closed in nested objects too', () => {
		const body = { contact: { phone_number: '0491570006', shoe_size: 42 } };
		const { errors } = voxworks.check({
			method: 'POST',
			path: '/api/v1/create-phone-call',
			body,
		});
		expect(errors).toEqual(['body.contact.shoe_size is not documented']);
	});

	test('stay open where the contract leaves them open', () => {
		const link = { contact_id: 'c', metadata: { any: { thing: 1 } } };
		const path = '/api/v1/link-contact-to-object/o';
		expect(voxworks.check({ method: 'POST', path, body: link }).errors).toEqual([]);
		const contact = { email: 'a@example.com', custom_fields: { any: 1 } };
		expect(leadLex.check({ method: 'POST', path: '/v1/contacts', body: contact }).errors).toEqual(
			[],
		);
		const lead = { firstname: 'Ana', custom_alias: 'x' };
		expect(
			sprintHub.check({ method: 'POST', path: '/leads', query: { i: 'x' }, body: lead }).errors,
		).toEqual([]);
	});

	test('accept the fields of all members of an allOf', () => {
		const body = { firstname: 'Ana', tags: [80] };
		const request = { method: 'PUT', path: '/leads/8473', query: { i: 'x' }, body };
		expect(sprintHub.check(request).errors).toEqual([]);
	});

	test('are closed without closing responses', () => {
		const contact = { data: { id: 'x', field_of_tomorrow: 1 } };
		expect(leadLex.checkResponse('getContact', 200, contact)).toEqual([]);
		expect(leadLex.checkResponse('getContact', 200, { data: { id: 7 } })).toHaveLength(1);
	});
});

describe('paths and queries', () => {
	test.each(['a/b ü', '100%', 'ключ?&#', '..'])('keep the ID %s in one segment', (id) => {
		const path = `/api/v1/link-contact-to-object/${encodeURIComponent(id)}`;
		const verdict = voxworks.check({ method: 'POST', path, body: { contact_id: 'c' } });
		expect(verdict).toMatchObject({ errors: [], params: { object_id: id } });
	});

	test('report a path that is not encoded', () => {
		const path = '/api/v1/link-contact-to-object/100%';
		const { errors } = voxworks.check({ method: 'POST', path, body: { contact_id: 'c' } });
		expect(errors).toEqual(['path is not encoded']);
	});

	test('report an undocumented path with one error and no operation', () => {
		expect(voxworks.check({ method: 'DELETE', path: '/api/v1/calls' })).toEqual({
			errors: ['DELETE /api/v1/calls is not documented'],
			params: {},
			query: {},
		});
	});

	test('report an undocumented query parameter, which the API token is not', () => {
		const query = { i: 'x', apitoken: 'secret' };
		expect(sprintHub.check({ method: 'GET', path: '/tags', query }).errors).toEqual([]);
		const { errors } = sprintHub.check({
			method: 'GET',
			path: '/tags',
			query: { ...query, page: 1 },
		});
		expect(errors).toEqual(['query.page is not documented']);
	});

	test('are converted to their type and checked against their bounds', () => {
		const companies = (per_page: string) =>
			leadLex.check({ method: 'GET', path: '/v1/companies', query: { per_page } });
		expect(companies('100')).toMatchObject({ errors: [], query: { per_page: 100 } });
		expect(companies('101').errors).toEqual(['query.per_page must be <= 100']);
	});
});

describe.each(names)('%s', (name) => {
	const { paths } = loadContract(name);
	const validator = createValidator(name);
	const operations = Object.entries(paths).flatMap(([path, item]) =>
		Object.entries(item as Record<string, Operation>)
			.filter(([, operation]) => operation.operationId)
			.map(([method, operation]) => ({ method, path, operation })),
	);

	interface Media {
		content?: Record<string, { example?: unknown }>;
	}
	interface Operation {
		operationId?: string;
		requestBody?: Media;
		responses: Record<string, Media>;
	}

	const exampleOf = (media?: Media) => media?.content?.['application/json']?.example;

	test('every operation is found by its own path, and its example is valid', () => {
		expect(operations.length).toBe(validator.operationIds.length);
		for (const { method, path, operation } of operations) {
			const body = exampleOf(operation.requestBody);
			const filled = path.replace(/\{.*?\}/g, '1');
			const { operationId, errors } = validator.check({ method, path: filled, body });
			expect(operationId).toBe(operation.operationId);
			// Not every operation has an example to send, and none has one for its query
			const bodyErrors = errors.filter((error) => body !== undefined && error.startsWith('body'));
			expect(bodyErrors).toEqual([]);
		}
	});

	test('every example of a response is valid', () => {
		for (const { operation } of operations) {
			for (const [status, media] of Object.entries(operation.responses)) {
				const body = exampleOf(media) ?? {};
				const code = Number(status.replace(/X/g, '0'));
				const errors = validator.checkResponse(operation.operationId ?? '', code, body);
				if (exampleOf(media)) expect(errors).toEqual([]);
			}
		}
	});
});

// The validators of the mock servers do not check this, because it takes them longer than anything else
test.each(names)('the schemas of %s are valid JSON Schemas', (name) => {
	const api = new OpenAPIBackend({
		definition: loadContract(name) as unknown as Document,
		quick: true,
		ajvOpts: { strict: false, code: UNOPTIMIZED },
		customizeAjv: (ajv) => addFormats(ajv),
	});
	void api.init();
	const ids = api.router.getOperations().map(({ operationId = '' }) => operationId);
	for (const id of ids) {
		expect(api.validator.getRequestValidatorsForOperation(id)).toBeDefined();
		expect(() => api.validator.getResponseValidatorForOperation(id)).not.toThrow();
	}
	expect(ids.length).toBeGreaterThan(5);
});
