/** Decides what the result of a job means for its records. */
import type { IDataObject } from 'n8n-workflow';

import { inDoubtFailure, notFoundFailure } from '../http/failures';
import { messagesFor } from '../http/messages';
import type { StepsResult } from '../http/runSteps';
import type { Api } from '../operation/api';
import type { Failure, Outcome } from '../operation/outcome';
import { soleRecord } from '../operation/record';
import type { ApiRequest } from '../operation/request';
import type { BatchOperation, FileOperation, Operation, SingleOperation } from '../operation/types';
import { isBatch, isFile, isSteps } from '../operation/types';
import { isBlank } from '../utils/guards';
import type { Counting, InDoubtJob } from './inDoubt';
import { canBeLookedUp, isCreatingMany } from './inDoubt';
import type { Job } from './plan';

type JobResult = Exclude<StepsResult, { skipped: true }>;

/** Returns the outcome of each record of a job, or an in-doubt job if its response does not say which were written. */
export function outcomesOf<P>(
	api: Api,
	operation: Operation<P>,
	job: Job<P>,
	result: JobResult,
	now: number,
): Outcome[] | InDoubtJob<P> {
	if ('failure' in result) return failedOutcomes(operation, job, result.failure, now);
	if (isSteps(operation)) return [{ json: result.value as IDataObject | IDataObject[] }];
	const body = result.value as IDataObject;
	if (isFile(operation)) return [fileOutcome(api, operation, body)];
	if (isBatch(operation)) return batchOutcomes(operation, job, body, now);
	return singleOutcomes(api, operation, job, body, now);
}

function failedOutcomes<P>(
	operation: Operation<P>,
	job: Job<P>,
	failure: Failure,
	now: number,
): Outcome[] | InDoubtJob<P> {
	if (failure.inDoubt && canBeLookedUp(operation, job)) return { job, failure, since: now };
	const recover = 'recover' in operation ? operation.recover : undefined;
	const json = recover?.(Number(failure.httpCode), job.records[0]);
	if (json) return [{ json }];
	const outcome = {
		failure: isBatch(operation) ? withoutRetry(operation.request(job.records), failure) : failure,
	};
	return job.records.map(() => outcome);
}

/** Retry On Fail may group other records together, which changes the `Idempotency-Key`. */
const withoutRetry = ({ idempotent }: ApiRequest, failure: Failure): Failure =>
	failure.inDoubt && !idempotent ? { ...failure, inDoubt: 'doNotRetry' } : failure;

function fileOutcome<P>(
	{ name }: Api,
	{ file }: FileOperation<P>,
	{ file: content }: IDataObject,
): Outcome {
	if (typeof content !== 'string') {
		const { noFile, nothingChanged } = messagesFor(name);
		return { failure: { message: noFile, description: nothingChanged, cause: 'status' } };
	}
	const json = { fileName: file.name };
	return { json, file: { ...file, content: Buffer.from(content, 'latin1') } };
}

function singleOutcomes<P>(
	api: Api,
	operation: SingleOperation<P>,
	job: Job<P>,
	body: IDataObject,
	now: number,
): Outcome[] | InDoubtJob<P> {
	const [params] = job.records;
	if (isEmpty(body) && operation.request(params).method === 'GET') {
		return [{ failure: notFoundFailure(api, operation.advice) }];
	}
	const json = operation.output(operation.recordId ? soleRecord(body) : body, params);
	const reported = operation.failure?.(json);
	if (reported) return [{ failure: reported }];
	if (operation.recordId === undefined || hasId(operation.recordId(json))) {
		return [operation.followUp ? { json, isPending: true } : { json }];
	}
	const failure = inDoubtFailure(api, operation.request(params), messagesFor(api.name).noRecord);
	return canBeLookedUp(operation, job) ? { job, failure, since: now } : [{ failure }];
}

function batchOutcomes<P>(
	operation: BatchOperation<P>,
	job: Job<P>,
	body: IDataObject,
	now: number,
): Outcome[] | InDoubtJob<P> {
	const outcomes = operation.outcomes(body, job.records);
	if (Array.isArray(outcomes)) return inDoubtJob(operation, job, outcomes, now) ?? outcomes;
	// Only an operation with such a look-up may return a count
	const { lookUp } = operation as Counting<P>;
	const count = outcomes.written;
	const total = job.records.length;
	if (count !== 0 && count !== total) return { job, count, since: now };
	return job.records.map((record) => lookUp.outcome(record, count === total));
}

/** Returns an in-doubt job if the records that a response leaves in doubt can be looked up. */
function inDoubtJob<P>(
	operation: BatchOperation<P>,
	job: Job<P>,
	outcomes: Outcome[],
	now: number,
): InDoubtJob<P> | undefined {
	const failures = outcomes.flatMap((outcome) => ('failure' in outcome ? outcome.failure : []));
	const failure = failures.find(({ inDoubt }) => inDoubt);
	const isFound = failure && isCreatingMany(operation) && canBeLookedUp(operation, job);
	return isFound ? { job, since: now, failure, outcomes } : undefined;
}

/** Whether a response holds no record. */
const isEmpty = ({ data, ...rest }: IDataObject): boolean =>
	isBlank(data) && Object.keys(rest).every((key) => key === 'success' || key === 'meta');

const hasId = (id: unknown) => id !== undefined && id !== null && id !== '';
