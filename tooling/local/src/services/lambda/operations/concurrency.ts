import type {
  Concurrency,
  DeleteFunctionConcurrencyRequest,
  GetFunctionConcurrencyRequest,
  GetFunctionConcurrencyResponse,
  PutFunctionConcurrencyRequest,
} from '@aws-sdk/client-lambda';
import { AwsError } from '../../../aws-error.ts';
import type { RequestContext } from '../../../service.ts';
import { provisionedOf } from '../document/change-provisioned.ts';
import { changeConcurrency } from '../document/change-function.ts';
import type { FunctionDocument } from '../document/function-document.ts';
import { lambdaLimits } from '../lambda-limits.ts';
import { checkUnqualified } from './check-modifiable.ts';
import { existing, given, referenceOf, type LambdaWorld } from './lambda-world.ts';

export const concurrencyOperations = (world: LambdaWorld) => ({
  async PutFunctionConcurrency(
    input: PutFunctionConcurrencyRequest,
    context: RequestContext,
  ): Promise<Concurrency> {
    const reference = referenceOf(input, context);
    checkUnqualified(reference);
    const reserved = given(input.ReservedConcurrentExecutions);
    await world.store.change(reference.name, (before) => {
      const function_ = existing(before, { ...reference, qualifier: '$LATEST' }, context);
      checkUnreserved(world, function_, reserved);
      checkProvisionedWithin(function_, reserved);
      return { document: changeConcurrency(function_, reserved), result: undefined };
    });
    world.slots.refresh();
    return { ReservedConcurrentExecutions: reserved };
  },

  async GetFunctionConcurrency(
    input: GetFunctionConcurrencyRequest,
    context: RequestContext,
  ): Promise<GetFunctionConcurrencyResponse> {
    const reference = referenceOf(input, context);
    checkUnqualified(reference);
    const document = existing(world.store.get(reference.name), reference, context);
    return { ReservedConcurrentExecutions: document.reservedConcurrency };
  },

  async DeleteFunctionConcurrency(
    input: DeleteFunctionConcurrencyRequest,
    context: RequestContext,
  ): Promise<object> {
    const reference = referenceOf(input, context);
    checkUnqualified(reference);
    await world.store.change(reference.name, (before) => {
      const function_ = existing(before, reference, context);
      return { document: changeConcurrency(function_, undefined), result: undefined };
    });
    world.slots.refresh();
    return {};
  },
});

/** What all functions together have reserved. */
export function reservedOf(functions: readonly FunctionDocument[]): number {
  return functions.reduce((sum, { reservedConcurrency = 0 }) => sum + reservedConcurrency, 0);
}

function checkProvisionedWithin(document: FunctionDocument, reserved: number): void {
  const provisioned = provisionedOf(document);
  if (reserved >= provisioned) return;
  throw new AwsError(
    400,
    'InvalidParameterValueException',
    ` ReservedConcurrentExecutions  ${String(reserved)} should not be lower than function's total provisioned concurrency [${String(provisioned)}].`,
  );
}

function checkUnreserved(world: LambdaWorld, document: FunctionDocument, reserved: number): void {
  const others = world.store.list().filter(({ name }) => name !== document.name);
  const unreserved = lambdaLimits.concurrentExecutions - reservedOf(others) - reserved;
  if (reserved === 0 || unreserved >= lambdaLimits.minimumUnreservedExecutions) return;
  throw new AwsError(
    400,
    'InvalidParameterValueException',
    `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${String(lambdaLimits.minimumUnreservedExecutions)}].`,
  );
}
