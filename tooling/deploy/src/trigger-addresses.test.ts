import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GetApisCommand } from '@aws-sdk/client-apigatewayv2';
import { GetFunctionUrlConfigCommand } from '@aws-sdk/client-lambda';
import type { Trigger } from '@tooling/core';
import { expect, it } from 'vitest';
import { startProxy } from '../test/proxy.ts';
import { jsonLines, runLambda } from '../test/run-lambda.ts';
import { startTriggerLab } from '../test/trigger-lab.ts';

const triggers: readonly Trigger[] = [
  { type: 'schedule', expression: 'rate(1 day)' },
  { type: 'functionUrl', authType: 'NONE' },
  { type: 'httpApi', route: 'GET /birds/{id}' },
  { type: 'httpApi', route: '$default' },
];

it('says after a deploy, and in the status, where functions answer and what starts them', async () => {
  await using lab = await startTriggerLab();
  const { stage, workspace } = lab;
  const file = join(workspace.root, 'summary.md');
  const options = {
    cwd: workspace.root,
    env: { ...stage.env, GITHUB_STEP_SUMMARY: file },
  };
  await lab.plan(triggers);
  const deployed = await runLambda(['deploy'], options);
  expect(deployed).toMatchObject({ exitCode: 0 });
  const { FunctionUrl: url = '' } = await stage.lambda.send(
    new GetFunctionUrlConfigCommand({ FunctionName: 'hello', Qualifier: 'live' }),
  );
  const { Items: [api] = [] } = await lab.clients.api.send(new GetApisCommand({}));
  const endpoint = api?.ApiEndpoint ?? '';
  expect(endpoint).toContain(`.execute-api.us-east-1.localhost:${stage.aws.port}`);
  const call = /hello +1 +deployed +(?:\S+ )+lambda invoke hello\n +(\S+)\n +(\S+ \S+)\n +(\S+)\n/;
  expect(call.exec(deployed.out)?.slice(1)).toEqual([
    url,
    `GET ${endpoint}/birds/{id}`,
    `${endpoint}/`,
  ]);
  expect(deployed.out).toMatch(/addresses of the local AWS answer while `.*lambda local` runs/);
  expect(await readFile(file, 'utf8')).toContain(`1<br>${url}<br>GET ${endpoint}/birds/`);
  expect((await runLambda(['deploy'], options)).out).not.toContain(endpoint);

  const status = await runLambda(['status'], options);
  expect(status).toMatchObject({ exitCode: 0 });
  const lines = status.out.split('\n').map((line) => line.replace(/^hello/, '').trim());
  const words = lines.map((line) => line.split(/ {2,}/));
  expect(words).toEqual(
    expect.arrayContaining([
      ['FUNCTION', 'STARTED BY', 'ADDRESS'],
      ['schedule rate(1 day)'],
      ['functionUrl NONE', url],
      ['httpApi GET /birds/{id}', `GET ${endpoint}/birds/{id}`],
      ['httpApi $default', `${endpoint}/`],
    ]),
  );
  const [json] = jsonLines((await runLambda(['status', '--json'], options)).out);
  expect(json).toMatchObject({
    functions: [
      {
        startedBy: expect.arrayContaining([
          { trigger: 'schedule rate(1 day)' },
          { trigger: 'functionUrl NONE', address: url },
        ]) as unknown,
      },
    ],
  });
});

it('tells the addresses that `lambda local` has, where the local AWS ends with the command', async () => {
  await using lab = await startTriggerLab();
  const options = { cwd: lab.workspace.root, env: {} };
  await lab.plan([{ type: 'functionUrl', authType: 'NONE' }]);
  const deployed = await runLambda(['deploy'], options);
  expect(deployed.out).toMatch(/http:\/\/\w+\.lambda-url\.us-east-1\.localhost:4566\/\n/);
  const status = await runLambda(['status'], options);
  expect(status.out).toMatch(/functionUrl NONE +http:\/\/\w+\.lambda-url\..*:4566\/\n/);
});

it('says what is live where it cannot be known what starts it', async () => {
  await using lab = await startTriggerLab();
  const { stage, workspace } = lab;
  expect(await lab.deploy([{ type: 'functionUrl', authType: 'NONE' }])).toMatchObject({
    exitCode: 0,
  });
  await using proxy = await startProxy(stage.aws.url, ({ method, path }) =>
    Promise.resolve(
      method === 'GET' && path.includes('/url')
        ? {
            status: 403,
            headers: { 'x-amzn-errortype': 'AccessDeniedException' },
            body: JSON.stringify({ message: 'no' }),
          }
        : undefined,
    ),
  );
  const status = await runLambda(['status'], {
    cwd: workspace.root,
    env: { AWS_ENDPOINT_URL: proxy.url },
  });
  expect(status.exitCode).toBe(0);
  expect(status.err).toContain('what starts hello is not known: ');
  expect(status.out).toMatch(/hello +live/);
});
