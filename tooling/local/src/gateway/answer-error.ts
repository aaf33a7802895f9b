import { UserError } from '@tooling/core';
import { AwsError } from '../aws-error.ts';
import { loadCodec } from '../protocols/codec.ts';
import type { ServiceModel } from '../protocols/service-model.ts';
import type { WireResponse } from '../protocols/wire.ts';
import type { LazyService } from './service-entry.ts';

/** Renders any failure as the service that was asked would; reports those that are not AWS's. */
export async function answerError(
  error: unknown,
  lazy: LazyService | undefined,
  { requestId, report }: { readonly requestId: string; readonly report: (error: unknown) => void },
): Promise<WireResponse> {
  if (!(error instanceof AwsError)) report(error);
  const codec = lazy === undefined ? await loadCodec('restJson1', {}) : await lazy.codec();
  // A service whose loading failed still answers, only without its error shapes.
  const model = await lazy?.load().then(
    (loaded) => loaded.model,
    () => undefined,
  );
  const answer = error instanceof AwsError ? error : internalFailure(error, model);
  return codec.encodeError(inProtocol(answer, lazy), model, requestId);
}

/** The errors of AWS's front door, which the JSON protocols call exceptions and the query one not. */
const commonErrors = new Set([
  'IncompleteSignature',
  'InvalidSignature',
  'MissingAuthenticationToken',
]);

function inProtocol(error: AwsError, lazy: LazyService | undefined): AwsError {
  if (!commonErrors.has(error.code) || lazy?.entry.protocol === 'awsQuery') return error;
  return new AwsError(error.status, `${error.code}Exception`, error.message);
}

function internalFailure(error: unknown, model: ServiceModel | undefined): AwsError {
  const code = model?.errors.has('ServiceException') ? 'ServiceException' : 'InternalFailure';
  const { status, message } = describeInternalFailure(error);
  return new AwsError(status, code, message);
}

/**
 * A failure that somebody must act on, such as a corrupt state, is answered with 507, which no client
 * retries: it would fail in the same way.
 */
export function describeInternalFailure(error: unknown): {
  readonly status: number;
  readonly message: string;
} {
  if (error instanceof UserError)
    return { status: 507, message: `${error.message}: ${error.hint}` };
  return { status: 500, message: 'The local AWS failed; its error output says more.' };
}
