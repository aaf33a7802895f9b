import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { LocalLogLine } from '@tooling/core/local-api';
import { expect, test } from 'vitest';
import { startTestAws } from '../../testing/start-test-aws.ts';
import { patientTimeout, zipOf } from '../lambda/testing/start-lambda.ts';
import { openReader } from './testing/event-reader.ts';

test.each(['Text', 'JSON'] as const)(
  'tells what a function logs in %s, each line with its invocation',
  async (LogFormat) => {
    const aws = await startTestAws();
    const lambda = new LambdaClient(aws.client);
    const iam = new IAMClient(aws.client);
    const Statement = {
      Effect: 'Allow',
      Principal: { Service: 'lambda.amazonaws.com' },
      Action: 'sts:AssumeRole',
    };
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await iam.send(new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument }));
    await lambda.send(
      new CreateFunctionCommand({
        FunctionName: 'talks',
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Timeout: patientTimeout,
        Role: 'arn:aws:iam::000000000000:role/r',
        Code: { ZipFile: zipOf("exports.handler = async () => console.log('a word');") },
        LoggingConfig: { LogFormat, LogGroup: '/shared' },
      }),
    );
    const reader = await openReader(`${aws.url}/_local/logs?function=talks`);
    const { $metadata } = await lambda.send(new InvokeCommand({ FunctionName: 'talks' }));
    const events = await reader.takeUntil(({ data }) =>
      /REPORT|platform\.report/.test((data as LocalLogLine).message),
    );
    const lines = events.map(({ data }) => data as LocalLogLine);
    expect(lines.some(({ message }) => message.includes('a word'))).toBe(true);
    for (const line of lines) {
      expect(line).toMatchObject({
        functionName: 'talks',
        version: '$LATEST',
        logGroup: '/shared',
      });
    }
    const ofInvocation = lines.filter(({ message }) => !/INIT_START|initStart/.test(message));
    expect(new Set(ofInvocation.map(({ requestId }) => requestId))).toEqual(
      new Set([$metadata.requestId]),
    );
    await reader.close();
    iam.destroy();
    lambda.destroy();
    await aws.stop();
    expect(aws.failures).toEqual([]);
  },
);
