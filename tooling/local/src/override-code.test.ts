import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CreateAliasCommand,
  GetFunctionCommand,
  InvokeCommand,
  LambdaClient,
  PublishVersionCommand,
} from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CodeDirectory } from './index.ts';
import { createRecordingFunction, type RecordingFunction } from './testing/recording-function.ts';
import { startTestAws, type TestAws } from './testing/start-test-aws.ts';
import { zipOf } from './services/lambda/testing/start-lambda.ts';

let aws: TestAws;
let lambda: LambdaClient;
let predict: RecordingFunction;
beforeEach(async () => {
  aws = await startTestAws();
  lambda = new LambdaClient(aws.client);
  const ZipFile = zipOf('exports.handler = async () => ["deployed", process.env.COLOUR];');
  predict = await createRecordingFunction(aws, 'predict', {
    Code: { ZipFile },
    Environment: { Variables: { COLOUR: 'red' } },
  });
  await lambda.send(new PublishVersionCommand({ FunctionName: 'predict' }));
  await lambda.send(
    new CreateAliasCommand({ FunctionName: 'predict', Name: 'live', FunctionVersion: '1' }),
  );
});
afterEach(async () => {
  predict.stop();
  lambda.destroy();
  await aws.stop();
});

async function invoke(Qualifier?: string): Promise<unknown> {
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: 'predict', Qualifier }));
  return JSON.parse(Buffer.from(Payload ?? []).toString());
}

/** @returns where a directory with this code is */
async function codeIn(name: string, code: string): Promise<CodeDirectory> {
  const directory = join(aws.stateDirectory, 'dev', name);
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'index.js'), code);
  return () => Promise.resolve(directory);
}

const answering = (text: string) =>
  `exports.handler = async () => ["${text}", process.env.COLOUR];`;

test('the live alias and $LATEST run the code of the directory, a version its own', async () => {
  expect(await invoke('live')).toEqual(['deployed', 'red']);
  const before = await lambda.send(new GetFunctionCommand({ FunctionName: 'predict' }));
  await aws.overrideCode('predict', await codeIn('1', answering('saved')));
  expect(await Promise.all(['live', '$LATEST', undefined, '1'].map(invoke))).toEqual([
    ['saved', 'red'],
    ['saved', 'red'],
    ['saved', 'red'],
    ['deployed', 'red'],
  ]);
  const { Configuration } = await lambda.send(new GetFunctionCommand({ FunctionName: 'predict' }));
  expect(Configuration).toEqual(before.Configuration);
  expect(aws.overrides()).toEqual([
    { functionName: 'predict', since: new Date(aws.clock.nowMs).toISOString() },
  ]);
});

test('without other code what is deployed runs again', async () => {
  await aws.overrideCode('predict', await codeIn('1', answering('saved')));
  expect(await invoke('live')).toEqual(['saved', 'red']);
  await aws.overrideCode('predict', undefined);
  expect(await invoke('live')).toEqual(['deployed', 'red']);
  expect(aws.overrides()).toEqual([]);
});

test('an invocation under way ends with the code that it began with, which is waited for', async () => {
  const started = new Promise<void>((resolve) => {
    aws.followLogs((lines) => {
      if (lines.some(({ message }) => message.includes('I have begun'))) resolve();
    });
  });
  const slow = await codeIn(
    '1',
    `const { once } = require('node:events');
    const { watch, existsSync } = require('node:fs');
    exports.handler = async () => {
      console.log('I have begun');
      const watcher = watch(__dirname);
      while (!existsSync(__dirname + '/go')) await once(watcher, 'change');
      watcher.close();
      return 'slow';
    };`,
  );
  await aws.overrideCode('predict', slow);
  const answer = invoke('live');
  await started;
  let isLeft = false;
  const left = aws.overrideCode('predict', await codeIn('2', answering('quick'))).then(() => {
    isLeft = true;
  });
  expect(await invoke('live')).toEqual(['quick', 'red']);
  expect(isLeft).toBe(false);
  await writeFile(join(await slow(), 'go'), '');
  expect(await answer).toBe('slow');
  await left;
  expect(aws.failures).toEqual([]);
});

test('variables come over those that are configured, and go again', async () => {
  aws.overrideEnvironment('predict', { COLOUR: 'blue' });
  expect(await invoke('live')).toEqual(['deployed', 'blue']);
  aws.overrideEnvironment('predict', undefined);
  expect(await invoke('live')).toEqual(['deployed', 'red']);
});

test('invocations while the code changes all the time are all answered', async () => {
  const codes = await Promise.all(
    Array.from({ length: 5 }, (_, index) => codeIn(String(index), answering(`code ${index}`))),
  );
  const answers = Array.from({ length: 20 }, async (_, index) => {
    void aws.overrideCode('predict', codes[index % 5]);
    return [await invoke('live'), await invoke('live')];
  });
  for (const [first] of (await Promise.all(answers)) as [unknown[]][]) {
    expect(first[0]).toMatch(/^code \d$/);
  }
});

test('code that cannot be given fails the invocations alone, and is asked for again', async () => {
  const given = await codeIn('1', answering('saved'));
  let isFull = true;
  await aws.overrideCode('predict', () =>
    isFull ? Promise.reject(new Error('ENOSPC: no space left on device')) : given(),
  );
  await expect(invoke('live')).rejects.toMatchObject({ name: 'ServiceException' });
  isFull = false;
  expect(await invoke('live')).toEqual(['saved', 'red']);
});
