import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetAliasCommand, GetFunctionCommand, InvokeCommand } from '@aws-sdk/client-lambda';
import { expect } from 'vitest';
import { artifactOf, zipOf, type Source } from '../open-store.ts';
import { clientOf } from '../orphan.ts';
import type { TestStage } from '../stage.ts';
import type { Lambdas } from './engine.ts';

/**
 * What `live` serves is what is wanted, as AWS tells it and as it answers: by nothing that decides in a
 * deploy. What nobody declares may be anything.
 */
export async function expectWanted(stage: TestStage, lambdas: Lambdas): Promise<void> {
  for (const [name, source] of Object.entries(lambdas)) await expectOne(stage, name, source);
}

async function expectOne(stage: TestStage, name: string, source: Source): Promise<void> {
  const { lambda } = stage;
  const live = { FunctionName: name, Qualifier: 'live' };
  const { config = {}, text = 'one' } = source;
  const { Configuration, Concurrency, Tags } = await lambda.send(new GetFunctionCommand(live));
  const declared = {
    MemorySize: config.memorySize,
    Timeout: config.timeout,
    TracingConfig: config.tracing === undefined ? undefined : { Mode: config.tracing },
    Environment:
      config.environment === undefined || Object.keys(config.environment).length === 0
        ? undefined
        : { Variables: config.environment },
  };
  const wanted = Object.fromEntries(
    Object.entries(declared).filter(([, value]) => value !== undefined),
  );
  expect({ name, ...Configuration }).toMatchObject({
    name,
    State: 'Active',
    LastUpdateStatus: 'Successful',
    CodeSha256: artifactOf(zipOf(source)).digest,
    ...wanted,
  });
  expect({ name, ...Tags }).toMatchObject({ name, ...config.tags });
  if (config.reservedConcurrency !== undefined) {
    expect(Concurrency?.ReservedConcurrentExecutions).toBe(config.reservedConcurrency);
  }
  const { RoutingConfig } = await lambda.send(
    new GetAliasCommand({ FunctionName: name, Name: 'live' }),
  );
  expect(RoutingConfig?.AdditionalVersionWeights ?? {}).toEqual({});
  const iam = new IAMClient(clientOf(stage));
  const RoleName = Configuration?.Role?.split('/').at(-1);
  await iam.send(new GetRoleCommand({ RoleName }));
  iam.destroy();
  const { FunctionError, Payload } = await lambda.send(new InvokeCommand(live));
  expect({ name, FunctionError, answer: Payload?.transformToString() }).toEqual({
    name,
    answer: JSON.stringify(text),
  });
}
