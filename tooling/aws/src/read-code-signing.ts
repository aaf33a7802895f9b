import {
  GetCodeSigningConfigCommand,
  GetFunctionCodeSigningConfigCommand,
} from '@aws-sdk/client-lambda';
import type { CodeSigning, CodeSigningQuestion } from '@tooling/core';
import type { AwsClients } from './clients.ts';
import { isAwsError } from './translate-error.ts';

/** What AWS does not tell, or has not, keeps nobody from planning. */
async function ifTold<Value>(asking: Promise<Value>): Promise<Value | undefined> {
  try {
    return await asking;
  } catch (error) {
    const names = ['AccessDeniedException', 'ResourceNotFoundException'];
    if (isAwsError(error, ...names)) return undefined;
    throw error;
  }
}

/** See `FunctionStore.readCodeSigning`. */
export async function readCodeSigning(
  { lambda }: AwsClients,
  questions: readonly CodeSigningQuestion[],
): Promise<Readonly<Record<string, CodeSigning>>> {
  const asked = new Map<string, Promise<boolean>>();
  const isEnforced = (CodeSigningConfigArn: string) => {
    const asking =
      asked.get(CodeSigningConfigArn) ??
      ifTold(lambda.send(new GetCodeSigningConfigCommand({ CodeSigningConfigArn }))).then(
        (answer) =>
          answer?.CodeSigningConfig?.CodeSigningPolicies?.UntrustedArtifactOnDeployment ===
          'Enforce',
      );
    asked.set(CodeSigningConfigArn, asking);
    return asking;
  };
  const read = questions.map(async ({ functionName: FunctionName, arn: declared }) => {
    const arn =
      declared ??
      (await ifTold(lambda.send(new GetFunctionCodeSigningConfigCommand({ FunctionName }))))
        ?.CodeSigningConfigArn;
    if (!arn) return [];
    return [[FunctionName, { arn, isEnforced: await isEnforced(arn) }] as const];
  });
  return Object.fromEntries((await Promise.all(read)).flat());
}
