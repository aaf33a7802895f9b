import { AwsError } from '../../../aws-error.ts';
import type { Message } from '../../../delivery/delivery.ts';
import { parseFunctionName } from '../names/function-name.ts';
import type { LambdaWorld } from '../operations/lambda-world.ts';
import type { Invocation } from './run-invocation.ts';
import { Undelivered } from './undelivered.ts';

/** What is told of an asynchronous invocation, and by whom. */
export interface Telling {
  readonly event: Invocation;
  /** JSON text. */
  readonly record: string;
  readonly isSuccess: boolean;
  /** Of the function, in whose name it is told. */
  readonly roleArn: string;
}

/**
 * Brings the record of an invocation to its destination. What cannot be brought there is lost, and
 * said to be.
 *
 * @returns the invocation of a destination that is a function, which is left to the caller
 */
export async function tellDestination(
  world: LambdaWorld,
  destination: string,
  telling: Telling,
): Promise<Invocation | undefined> {
  const [, , service, region = '', accountId = ''] = destination.split(':');
  const what = 'The record of an invocation';
  if (service !== 'lambda') {
    const body = service === 'events' ? busEvent(destination, telling) : telling.record;
    await deliver(world, { targetArn: destination, body, sender: senderOf(telling) }, what);
    return undefined;
  }
  const lost = (why: string) => world.onFailure(Undelivered.to(destination, what, why));
  const reference = parseFunctionName(destination, { region, accountId });
  if (world.store.get(reference.name) === undefined) {
    lost('there is no such function any more.');
    return undefined;
  }
  const request = { action: 'lambda:InvokeFunction', resource: destination };
  if (!(await world.roles.allows(telling.roleArn, request))) {
    lost(`${telling.roleArn} does not allow lambda:InvokeFunction.`);
    return undefined;
  }
  return {
    reference,
    invocationType: 'Event',
    requestId: world.moment().newId(),
    invokedFunctionArn: destination,
    payload: Buffer.from(telling.record),
    clientContext: undefined,
  };
}

/**
 * Puts the event of a failed invocation into the dead-letter queue, or on the topic.
 *
 * Recorded (test_sqs_queue_as_lambda_dead_letter_queue). The message is cut after a kilobyte:
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export async function buryEvent(
  world: LambdaWorld,
  targetArn: string,
  telling: Telling & { readonly errorMessage: string },
): Promise<void> {
  const { event, errorMessage } = telling;
  const message: Message = {
    targetArn,
    body: Buffer.from(event.payload).toString(),
    sender: senderOf(telling),
    attributes: {
      RequestID: event.requestId,
      ErrorCode: 200,
      ...(errorMessage !== '' && { ErrorMessage: errorMessage.slice(0, 1024) }),
    },
  };
  await deliver(world, message, `The event of a failed invocation of ${event.reference.name}`);
}

async function deliver(world: LambdaWorld, message: Message, what: string): Promise<void> {
  const lost = (why: string) => world.onFailure(Undelivered.to(message.targetArn, what, why));
  if (world.delivery === undefined) {
    lost('nothing is sent from here.');
    return;
  }
  try {
    await world.delivery.receive(message);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    lost(error.message);
  }
}

function senderOf({ event, roleArn }: Telling): Message['sender'] {
  return { principal: 'lambda.amazonaws.com', sourceArn: qualifiedArn(event), roleArn };
}

/** Recorded (test_lambda_destinations.snapshot.json). */
function busEvent(busArn: string, { event, record, isSuccess }: Telling): string {
  return JSON.stringify({
    source: 'lambda',
    detailType: `Lambda Function Invocation Result - ${isSuccess ? 'Success' : 'Failure'}`,
    detail: JSON.parse(record) as unknown,
    resources: [busArn, qualifiedArn(event)],
  });
}

/** As records name the function: with `$LATEST` where nothing else was called. */
export function qualifiedArn({ invokedFunctionArn, reference }: Invocation): string {
  const unqualifiedArn = invokedFunctionArn.split(':').slice(0, 7).join(':');
  return `${unqualifiedArn}:${reference.qualifier ?? '$LATEST'}`;
}
