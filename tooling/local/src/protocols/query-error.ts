import type { AwsError } from '../aws-error.ts';
import type { ServiceModel } from './service-model.ts';

/** What the query protocol calls an error that JSON calls otherwise: `OverLimit;Sender`. */
export function queryErrorOf(error: AwsError, model: ServiceModel | undefined): string | undefined {
  const traits = model?.errors.get(error.code)?.getMergedTraits();
  const code = (traits?.awsQueryError as readonly [string, number] | undefined)?.[0];
  if (code === undefined) return undefined;
  return `${code};${error.status < 500 ? 'Sender' : 'Receiver'}`;
}
