import type { LambdaWorld } from '../operations/lambda-world.ts';
import { parseFunctionName } from '../names/function-name.ts';
import type { Invocation } from './run-invocation.ts';
import { Undelivered } from './undelivered.ts';

/**
 * The invocation that brings the record of another one to its destination.
 *
 * @returns undefined when it is lost: what is no function is not here.
 */
export function tellFunction(
  world: LambdaWorld,
  destination: string,
  record: Uint8Array,
): Invocation | undefined {
  const [, , service, region = '', accountId = ''] = destination.split(':');
  if (service !== 'lambda') {
    world.onFailure(Undelivered.to(destination, 'The record of an invocation'));
    return undefined;
  }
  const reference = parseFunctionName(destination, { region, accountId });
  if (world.store.get(reference.name) === undefined) {
    const lost = `The record of an invocation was not delivered to ${destination}`;
    world.onFailure(new Undelivered(`${lost}: there is no such function any more.`));
    return undefined;
  }
  return {
    reference,
    invocationType: 'Event',
    requestId: world.moment().newId(),
    invokedFunctionArn: destination,
    payload: record,
    clientContext: undefined,
  };
}
