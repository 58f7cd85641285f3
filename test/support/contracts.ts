/** Checks the requests of our operations against the contracts. */
import type { IDataObject } from 'n8n-workflow';

import type { ApiRequest } from '../../nodes/shared/operation/request';
import type { ContractName, Validator } from '../../tools/mockServers/contract/validator';
import { isObject } from '../../nodes/shared/utils/guards';
import { createValidator } from '../../tools/mockServers/contract/validator';
import type { Operation } from '../../tools/mockServers/contract/operations';
import { operationsOf } from '../../tools/mockServers/contract/operations';
import type { OperationEntry } from './package';
import { requestsFor } from './parameterSamples';

/** The query parameters that the credential adds. */
const CREDENTIAL_QUERY: Partial<Record<ContractName, object>> = { sprinthub: { i: 'yourcompany' } };

interface Contract {
	validator: Validator;
	calls: Map<string, Operation>;
}

const contracts = new Map<ContractName, Contract>();

/** Caches the contracts, since reading one takes a second. */
function contractOf(name: ContractName): Contract {
	const contract = contracts.get(name) ?? {
		validator: createValidator(name),
		calls: new Map(operationsOf(name).map((call) => [call.operationId, call])),
	};
	contracts.set(name, contract);
	return contract;
}

export const callsOf = (name: ContractName): Operation[] => [...contractOf(name).calls.values()];

/** Returns the documented call that matches a request, and how the request violates the contract. */
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

/** Returns the response that the vendor's page shows for a request, or else a short one. */
export function exampleResponse(name: ContractName, request: ApiRequest): IDataObject {
	const { operationId = '' } = check(name, request);
	const example = contractOf(name).calls.get(operationId)?.response.example as IDataObject;
	// The example lists have fewer rows than their totals state, which the page reader rejects
	return isObject(example?.meta) ? { ...example, meta: {} } : (example ?? { id: 1, tags: [] });
}

/** Returns the requests of an operation for one item, if the API responds as the vendor's pages show. */
export const requestsOf = (
	{ contract, operation }: Pick<OperationEntry, 'contract' | 'operation'>,
	parameters: Record<string, unknown>,
): ApiRequest[] =>
	requestsFor(operation, parameters, (request) => exampleResponse(contract, request));
