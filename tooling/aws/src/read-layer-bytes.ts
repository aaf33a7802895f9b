import { GetLayerVersionByArnCommand } from '@aws-sdk/client-lambda';
import type { AwsClients } from './clients.ts';
import { isAwsError } from './translate-error.ts';

/** See `FunctionStore.readLayerBytes`. A layer of others may be used without being looked at. */
export async function readLayerBytes(
  { lambda }: AwsClients,
  arns: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const read = arns.map(async (Arn) => {
    try {
      const { Content } = await lambda.send(new GetLayerVersionByArnCommand({ Arn }));
      return Content?.CodeSize === undefined ? [] : [[Arn, Content.CodeSize] as const];
    } catch (error) {
      const names = ['AccessDeniedException', 'ResourceNotFoundException'];
      if (isAwsError(error, ...names, 'InvalidParameterValueException')) return [];
      throw error;
    }
  });
  return new Map((await Promise.all(read)).flat());
}
