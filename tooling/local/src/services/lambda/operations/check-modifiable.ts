import type { FunctionDocument } from '../document/function-document.ts';
import { invalidParameter, staleRevision, conflict } from '../lambda-errors.ts';
import { functionArn } from '../names/function-arn.ts';
import type { FunctionReference, Home } from '../names/function-name.ts';

/** @throws AwsError 409 while the function is being created, updated or restored, or when its creation failed. */
export function checkModifiable(document: FunctionDocument, home: Home): void {
  const { transition, failure } = document.latest;
  const kind = transition?.kind;
  if (kind === undefined) {
    if (failure !== undefined && failure.previous === undefined) throw failedConflict();
    return;
  }
  if (kind === 'updating') {
    throw conflict(
      `The operation cannot be performed at this time. An update is in progress for resource: ${functionArn(home, document.name)}`,
    );
  }
  throw pendingConflict();
}

export function pendingConflict() {
  return conflict(
    'The operation cannot be performed at this time. The function is currently in the following state: Pending',
  );
}

/** Of a function whose creation failed, and of publishing what an update failed to make. */
export function failedConflict() {
  return conflict(
    'The operation cannot be performed at this time. The function is currently in the following state: Failed',
  );
}

/** @throws AwsError 412 unless the caller named no revision, or the one that is there. */
export function checkRevision(wanted: string | undefined, current: string): void {
  if (wanted !== undefined && wanted !== current) throw staleRevision('GetFunction/GetAlias');
}

/** @throws AwsError 400 for operations that are about the function and not a version of it. */
export function checkUnqualified(reference: FunctionReference): void {
  if (reference.qualifier === undefined) return;
  throw invalidParameter(
    'This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. Please specify either a function name or an unqualified function ARN.',
  );
}
