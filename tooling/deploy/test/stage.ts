import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { recordAuthorization } from './record-authorization.ts';
import { startLocalAws, type LocalAws, type LocalAwsOptions } from '@tooling/local';

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** A local AWS of one test, and a client of a stranger who changes things by hand. */
export interface TestStage {
  readonly aws: LocalAws;
  readonly lambda: LambdaClient;
  /** The environment that sends the command line to it. */
  readonly env: Readonly<Record<string, string>>;
  [Symbol.asyncDispose](): Promise<void>;
}

export async function startStage(options: Partial<LocalAwsOptions> = {}): Promise<TestStage> {
  const stateDirectory = await mkdtemp(join(tmpdir(), 'stage-'));
  const aws = await startLocalAws({
    stateDirectory,
    recordAuthorizations: recordAuthorization(),
    ...options,
  });
  const lambda = new LambdaClient({ endpoint: aws.url, region: aws.region, credentials });
  return {
    aws,
    lambda,
    env: { AWS_ENDPOINT_URL: aws.url },
    async [Symbol.asyncDispose]() {
      lambda.destroy();
      await aws.close();
      await rm(stateDirectory, { recursive: true, force: true });
    },
  };
}
