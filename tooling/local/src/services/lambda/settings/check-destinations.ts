import type { DestinationConfig } from '@aws-sdk/client-lambda';
import { own } from '../document/own.ts';
import type { FunctionStore } from '../function-store.ts';
import { invalidParameter } from '../lambda-errors.ts';
import type { Home } from '../names/function-name.ts';
import { parseFunctionName } from '../names/function-name.ts';

/**
 * Whether the records of a function's asynchronous invocations can go where they shall. Of the
 * queues, topics, buses and buckets there is nobody to ask: they are taken to exist.
 *
 * @throws AwsError
 */
export function checkDestinations(
  config: DestinationConfig | undefined,
  functionName: string,
  { store, home }: { readonly store: FunctionStore; readonly home: Home },
): void {
  const onSuccess = config?.OnSuccess?.Destination;
  const onFailure = config?.OnFailure?.Destination;
  const isKnown = (arn: string | undefined, services: readonly string[]) =>
    !arn || services.includes(arn.split(':')[2] ?? '');
  if (!isKnown(onSuccess, records) || !isKnown(onFailure, [...records, 's3'])) {
    const success = onSuccess ? `OnSuccess(destination=${onSuccess})` : 'null';
    const failure = onFailure ? `OnFailure(destination=${onFailure})` : 'null';
    throw invalidParameter(
      `The provided destination config DestinationConfig(onSuccess=${success}, onFailure=${failure}) is invalid.`,
    );
  }
  for (const arn of [onSuccess, onFailure]) {
    if (arn?.split(':')[2] === 'lambda') checkFunction(arn, functionName, store, home);
  }
}

/** What takes records of successes and of failures; S3 takes those of failures alone. */
const records = ['lambda', 'sqs', 'sns', 'events'];

function checkFunction(arn: string, functionName: string, store: FunctionStore, home: Home): void {
  const { name, qualifier = '$LATEST' } = parseFunctionName(arn, home);
  if (name === functionName) {
    throw invalidParameter("You can't specify the function as a destination for itself.");
  }
  const document = store.get(name);
  const isThere =
    qualifier === '$LATEST' ||
    own(document?.versions, qualifier) !== undefined ||
    own(document?.aliases, qualifier) !== undefined;
  if (document === undefined || !isThere) {
    throw invalidParameter(`The destination ARN ${arn} is invalid.`);
  }
}
