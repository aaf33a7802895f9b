import { GetRuntimeManagementConfigCommand } from '@aws-sdk/client-lambda';
import type { LambdaConfig } from '@tooling/core';
import { expect, it } from 'vitest';
import { openStore } from '../test/open-store.ts';
import { startProxy, writesOf } from '../test/proxy.ts';
import { startStage } from '../test/stage.ts';

it('each new version has the runtime management that is declared', async () => {
  await using stage = await startStage();
  await using open = openStore(stage.aws.url);
  const config: LambdaConfig = { runtimeManagement: { updateRuntimeOn: 'FunctionUpdate' } };
  await open.deploy('hello', { config });
  const version = await open.deploy('hello', { text: 'two', config });
  const { UpdateRuntimeOn } = await stage.lambda.send(
    new GetRuntimeManagementConfigCommand({ FunctionName: 'hello', Qualifier: version }),
  );
  expect(UpdateRuntimeOn).toBe('FunctionUpdate');
});

it('a new version stays on its runtime before it serves', async () => {
  await using stage = await startStage();
  const runtimeVersionArn = 'arn:aws:lambda:us-east-1::runtime:abcdef0123456789';
  const managed = async (Qualifier: string) => {
    const asked = { FunctionName: 'hello', Qualifier };
    const found = await stage.lambda.send(new GetRuntimeManagementConfigCommand(asked));
    return [found.UpdateRuntimeOn, found.RuntimeVersionArn];
  };
  const atSwitch: unknown[] = [];
  await using proxy = await startProxy(stage.aws.url, async ({ method, path, body }) => {
    if (method !== 'PUT' || !path.includes('/aliases/')) return;
    const { FunctionVersion = '' } = JSON.parse(body) as { readonly FunctionVersion?: string };
    atSwitch.push(FunctionVersion, await managed(FunctionVersion), await managed('$LATEST'));
  });
  await using open = openStore(proxy.url);
  await open.deploy('hello');
  const config: LambdaConfig = {
    runtimeManagement: { updateRuntimeOn: 'Manual', runtimeVersionArn },
  };
  await open.deploy('hello', { text: 'two', config });
  const manual = ['Manual', runtimeVersionArn];
  expect(atSwitch).toEqual(['2', manual, manual]);
  const seen = proxy.seen.length;
  await expect(open.plan('hello', { text: 'two', config })).rejects.toThrow('nothing to do');
  expect(writesOf(proxy.seen.slice(seen))).toEqual([]);
});
