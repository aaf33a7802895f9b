import { AwsError } from '../../../aws-error.ts';
import type { Message, Receiver, Sender } from '../../../delivery/delivery.ts';
import type { InvocationResult, ReplySink } from '../../../execution/executor.ts';
import { own } from '../document/own.ts';
import { functionNotFound } from '../lambda-errors.ts';
import { functionArn } from '../names/function-arn.ts';
import { parseFunctionName, type Home } from '../names/function-name.ts';
import type { LambdaWorld } from '../operations/lambda-world.ts';
import { findTarget } from '../operations/invoke.ts';
import { policyAllows, type FunctionRequest } from '../policies/policy-allows.ts';
import { checkPayload } from './check-payload.ts';
import { executableOf } from './executable-of.ts';
import { runEvent } from './run-event.ts';
import { runInvocation, takeSlot, type Invocation } from './run-invocation.ts';

/** A call of a function by another service of the local AWS. */
export interface FunctionCall {
  /** With its qualifier. */
  readonly functionArn: string;
  readonly payload: Uint8Array;
  /** The caller's own, where its answer tells it, too. */
  readonly requestId?: string | undefined;
  /** Where an answer goes that the function streams. */
  readonly reply?: ReplySink | undefined;
}

/** What a function answered, and which version of it. */
export type FunctionAnswer = InvocationResult & { readonly executedVersion: string };

/** Functions, as the other services of the local AWS call them. */
export interface FunctionInvoker extends Receiver {
  /**
   * Calls a function and waits for its answer; that it failed is an answer, too. Nobody is asked
   * whether it may be called: see `isAllowed`.
   *
   * @throws AwsError as Invoke does
   */
  call(call: FunctionCall): Promise<FunctionAnswer>;
  /** Loads what a call of the function would run, before anybody calls it. @throws AwsError as Invoke does */
  prepare(functionArn: string): Promise<void>;
  /** Whether the function's resource policy lets somebody in. One that is not there does not. */
  isAllowed(functionArn: string, request: FunctionRequest): boolean;
}

export function createFunctionInvoker(world: LambdaWorld, home: Home): FunctionInvoker {
  const invocationOf = (
    arn: string,
    invocationType: Invocation['invocationType'],
    payload: Uint8Array,
    requestId = world.moment().newId(),
  ): Invocation => {
    const reference = parseFunctionName(arn, home);
    return {
      reference,
      invocationType,
      requestId,
      invokedFunctionArn: functionArn(home, reference.name, reference.qualifier),
      payload: checkPayload(payload, invocationType),
      clientContext: undefined,
    };
  };
  const isAllowed: FunctionInvoker['isAllowed'] = (arn, request) => {
    const { name, qualifier = '' } = parseFunctionName(arn, home);
    return policyAllows(own(world.store.get(name)?.policies, qualifier), arn, request);
  };
  const mayInvoke = async (arn: string, { principal, sourceArn, roleArn }: Sender) => {
    if (roleArn === undefined) {
      const context = { 'AWS:SourceArn': sourceArn, 'AWS:SourceAccount': home.accountId };
      return isAllowed(arn, { action: 'lambda:InvokeFunction', service: principal, context });
    }
    const request = { action: 'lambda:InvokeFunction', resource: arn };
    return (
      (await world.roles.canBeAssumedBy(roleArn, principal)) &&
      (await world.roles.allows(roleArn, request))
    );
  };
  const check = async ({ targetArn, sender }: Omit<Message, 'body'>) => {
    const { name, qualifier } = parseFunctionName(targetArn, home);
    if (world.store.get(name) === undefined) {
      throw functionNotFound(functionArn(home, name, qualifier));
    }
    if (await mayInvoke(targetArn, sender)) return;
    throw new AwsError(
      403,
      'AccessDeniedException',
      `User: ${sender.roleArn ?? sender.principal} is not authorized to perform: lambda:InvokeFunction on resource: ${targetArn}`,
    );
  };
  return {
    isAllowed,
    check,
    async receive(message) {
      await check(message);
      const event = invocationOf(message.targetArn, 'Event', Buffer.from(message.body));
      const { document, number } = await findTarget(world, event.reference, home);
      executableOf(document, number);
      void runEvent(world, event, world.slots.wait(event.reference.name));
    },
    async prepare(arn) {
      const reference = parseFunctionName(arn, home);
      const { document, number } = await findTarget(world, reference, home);
      const run = world.overrides.begin(executableOf(document, number), reference.qualifier);
      await world.executor.prepare(run.executable).finally(() => {
        run.end();
      });
    },
    async call({ functionArn: arn, payload, requestId, reply }) {
      const invocation = { ...invocationOf(arn, 'RequestResponse', payload, requestId), reply };
      const target = await findTarget(world, invocation.reference, home);
      const slot = takeSlot(world, invocation, target);
      try {
        const result = await runInvocation(world, invocation, target);
        return { ...result, executedVersion: target.number };
      } finally {
        slot.release();
      }
    },
  };
}
