import { AwsError } from '../../../aws-error.ts';
import { provisionedOf } from '../document/change-provisioned.ts';
import type { FunctionDocument } from '../document/function-document.ts';
import { own } from '../document/own.ts';
import { conflict } from '../lambda-errors.ts';
import { lambdaLimits } from '../lambda-limits.ts';
import { isAliasName } from '../names/function-name.ts';
import type { LambdaWorld } from './lambda-world.ts';

/**
 * Whether a version or an alias may have so many environments ready: a version once only, the
 * function within its reservation, all of them within the account's limit. An alias that has it may
 * be given weights; one that has weights may not be given it.
 *
 * @throws AwsError
 */
export function checkProvisioned(
  world: LambdaWorld,
  { document, qualifier }: { readonly document: FunctionDocument; readonly qualifier: string },
  requested: number,
): void {
  refuseTwice(document, qualifier);
  if (own(document.aliases, qualifier)?.weights !== undefined) {
    // As callers report it: https://github.com/hashicorp/terraform/issues/24957
    throw refused('Alias with weights can not be used with Provisioned Concurrency');
  }
  const already = own(document.provisioned, qualifier)?.requested ?? 0;
  const more = requested - already;
  const { reservedConcurrency } = document;
  if (reservedConcurrency !== undefined) {
    if (provisionedOf(document) + more <= reservedConcurrency) return;
    throw refused(
      'Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function',
    );
  }
  const unreserved = lambdaLimits.concurrentExecutions - committed(world.store.list()) + already;
  if (requested > unreserved) {
    throw refused(
      `Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [${String(unreserved)}].`,
    );
  }
  if (unreserved - requested < lambdaLimits.minimumUnreservedExecutions) {
    throw refused(
      `Specified ConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${String(lambdaLimits.minimumUnreservedExecutions)}].`,
    );
  }
}

/** What is reserved, or provisioned for functions without a reservation. */
function committed(functions: readonly FunctionDocument[]): number {
  return functions.reduce(
    (sum, document) => sum + (document.reservedConcurrency ?? provisionedOf(document)),
    0,
  );
}

function refuseTwice(document: FunctionDocument, qualifier: string): void {
  if (isAliasName(qualifier)) {
    const { version } = own(document.aliases, qualifier) ?? { version: '' };
    if (own(document.provisioned, version) === undefined) return;
    throw conflict(
      "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version",
    );
  }
  const isPointedAt = Object.entries(document.aliases).some(
    ([name, { version }]) => version === qualifier && own(document.provisioned, name) !== undefined,
  );
  if (isPointedAt) throw conflict('Version is pointed by a Provisioned Concurrency alias');
}

/** Without a Type, as recorded. */
function refused(message: string): AwsError {
  return new AwsError(400, 'InvalidParameterValueException', message);
}
