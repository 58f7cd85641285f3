/** The contracts, asked about the requests of our operations. */
import type { IDataObject } from 'n8n-workflow';

import type { ApiRequest } from '../../nodes/shared/operation/request';
import type { ContractName, Validator } from '../../tools/mockServers/contract/validator';
import { isObject } from '../../nodes/shared/utils/guards';
import { createValidator } from '../../tools/mockServers/contract/validator';
import type { Operation } from '../../tools/mockServers/contract/operations';
import { operationsOf } from '../../tools/mockServers/contract/operations';
import type { FoundOperation } from './package';
import { requestsFor } from './parameterSamples';

/** Query parameters that the credential adds. */
const CREDENTIAL_QUERY: Partial<Record<ContractName, object>> = { sprinthub: { i: 'yourcompany' } };

interface Known {
	validator: Validator;
	calls: Map<string, Operation>;
}

const known = new Map<ContractName, Known>();

/** Kept, as reading a contract takes a second. */
function contractOf(name: ContractName): Known {
	const found = known.get(name) ?? {
		validator: createValidator(name),
		calls: new Map(operationsOf(name).map((call) => [call.operationId, call])),
	};
	known.set(name, found);
	return found;
}

export const callsOf = (name: ContractName): Operation[] => [...contractOf(name).calls.values()];

/** Which documented call a request is, and what the contract says against it. */
export function check(
	name: ContractName,
	{ method, path, query, body, idempotencyKey }: ApiRequest,
) {
	return contractOf(name).validator.check({
		method,
		path,
		body,
		query: { ...query, ...CREDENTIAL_QUERY[name] },
		headers: {
			...(body ? { 'content-type': 'application/json' } : {}),
			...(idempotencyKey ? { 'idempotency-key': '6f1c2a4e-8d0b-4c35-9a7e-1b2c3d4e5f60' } : {}),
		},
	});
}

/** What the vendor's page shows as the answer to a request, or a short one. */
export function exampleAnswer(name: ContractName, request: ApiRequest): IDataObject {
	const { operationId = '' } = check(name, request);
	const example = contractOf(name).calls.get(operationId)?.response.example as IDataObject;
	// The lists of the examples have fewer rows than their totals say, which the reader of pages refuses
	return isObject(example?.meta) ? { ...example, meta: {} } : (example ?? { id: 1, tags: [] });
}

/** What an operation sends for one item with these parameters, if it gets such answers. */
export const requestsOf = (
	{ contract, operation }: Pick<FoundOperation, 'contract' | 'operation'>,
	parameters: Record<string, unknown>,
): ApiRequest[] =>
	requestsFor(operation, parameters, (request) => exampleAnswer(contract, request));
