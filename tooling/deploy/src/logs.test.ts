import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { expect, it, onTestFinished } from 'vitest';
import { createWorkspace, type TestWorkspace } from '../test/create-workspace.ts';
import {
  createTestClock,
  jsonLines,
  runLambda,
  type Ran,
  type RunOptions,
} from '../test/run-lambda.ts';
import { startStage, type TestStage } from '../test/stage.ts';

const config = (value: object) => `export default ${JSON.stringify(value)};\n`;

const files = {
  'lambdas/hello/index.js':
    "exports.handler = async ({ name }) => { console.log('hello %s', name); if (name === 'nobody') throw new RangeError('who?'); };\n",
};

async function deploy(workspace: TestWorkspace, env: Readonly<Record<string, string>>) {
  const { exitCode, out, err } = await runLambda(['deploy'], { cwd: workspace.root, env });
  if (exitCode !== 0) throw new Error(out + err);
}

const messagesOf = (ran: { readonly out: string }) =>
  jsonLines(ran.out).map(({ message }) => message as string);

/** Runs a command until its output has a text, by Ctrl-C; and does something at each text before. */
function following(args: readonly string[], options: Omit<RunOptions, 'signal' | 'onOut'>) {
  const controller = new AbortController();
  let out = '';
  const waiting: { readonly text: string; readonly resolve: () => void }[] = [];
  const ran = runLambda(['logs', '--follow', ...args], {
    ...options,
    signal: controller.signal,
    onOut(text) {
      out += text;
      for (const one of waiting) if (out.includes(one.text)) one.resolve();
    },
  });
  return {
    until(text: string): Promise<unknown> {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      const waiter = { text, resolve: () => resolve(undefined) };
      waiting.push(waiter);
      if (out.includes(text)) waiter.resolve();
      const failed = ran.then((ended) => {
        throw new Error(`ended without "${text}": ${JSON.stringify(ended)}`);
      });
      failed.catch(() => undefined);
      return Promise.race([promise, failed]);
    },
    interrupt(): Promise<Ran> {
      controller.abort();
      return ran;
    },
  };
}

function logsOf({ aws }: TestStage): CloudWatchLogsClient {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new CloudWatchLogsClient({ endpoint: aws.url, region: aws.region, credentials });
  onTestFinished(() => {
    client.destroy();
  });
  return client;
}

it('shows what a function said, by age and pattern', async () => {
  await using workspace = await createWorkspace(files);
  const clock = createTestClock();
  await using stage = await startStage({ now: clock.date });
  const options = { cwd: workspace.root, env: stage.env, clock };
  await deploy(workspace, stage.env);
  const invoke = (name: string) =>
    runLambda(['invoke', 'hello', '--event', '-'], { ...options, stdin: JSON.stringify({ name }) });
  await invoke('Ada');
  await clock.sleep(3_600_000);
  await invoke('nobody');

  const recent = await runLambda(['logs', 'lambdas/hello/'], options);
  expect(recent).toMatchObject({ exitCode: 0, err: '' });
  expect(recent.out).toMatch(
    /^2026-01-01 01:00:\d\d\.\d{3}Z \[1\][0-9a-f]{6} INFO {2}hello nobody$/m,
  );
  expect(recent.out).toMatch(/^\S+ \S+ \[1\][0-9a-f]{6} ERROR Invoke Error/m);
  expect(recent.out).not.toContain('Ada');

  const filtered = await runLambda(
    ['logs', 'hello', '--filter', 'INFO', '--since', '2h', '--json'],
    options,
  );
  expect(messagesOf(filtered)).toEqual([
    expect.stringContaining('hello Ada'),
    expect.stringContaining('hello nobody'),
  ]);
  const since = await runLambda(['logs', 'hello', '--since', '2026-01-02'], options);
  expect(since).toEqual({ exitCode: 0, out: '', err: '' });
});

it('waits for the log group, shows late lines, and none twice, until Ctrl-C', async () => {
  await using workspace = await createWorkspace(files);
  const clock = createTestClock();
  await using stage = await startStage({ now: clock.date });
  const options = { cwd: workspace.root, env: stage.env, clock };
  await deploy(workspace, stage.env);
  const once = await runLambda(['logs', 'hello'], options);
  expect(once).toEqual({
    exitCode: 0,
    out: '',
    err: 'there is no log group /aws/lambda/hello yet: hello has not run\n',
  });

  const log = following(['hello', '--json'], options);
  await runLambda(['invoke', 'hello', '--event', '-'], { ...options, stdin: '{"name":"Ada"}' });
  await log.until('REPORT');
  const logs = logsOf(stage);
  const place = { logGroupName: '/aws/lambda/hello', logStreamName: 'late' };
  await logs.send(new CreateLogStreamCommand(place));
  const put = (message: string, ageMs: number) =>
    logs.send(
      new PutLogEventsCommand({
        ...place,
        logEvents: [{ timestamp: clock.date().getTime() - ageMs, message }],
      }),
    );
  await put('of half a minute ago', 30_000);
  await log.until('of half a minute ago');
  await put('of now', 0);
  await log.until('of now');
  const ended = await log.interrupt();
  expect(ended).toMatchObject({
    exitCode: 0,
    err: 'there is no log group /aws/lambda/hello yet: hello has not run; waiting for it\n',
  });
  const messages = messagesOf(ended);
  expect(new Set(messages).size).toBe(messages.length);
  expect(messages.filter((one) => one.startsWith('START'))).toHaveLength(1);
});

it('shows all pages, as often as CloudWatch refuses', async () => {
  await using workspace = await createWorkspace(files);
  const clock = createTestClock();
  await using stage = await startStage({ now: clock.date });
  const options = { cwd: workspace.root, env: stage.env, clock };
  await deploy(workspace, stage.env);
  await runLambda(['invoke', 'hello'], options);
  const logs = logsOf(stage);
  const place = { logGroupName: '/aws/lambda/hello', logStreamName: 'many' };
  await logs.send(new CreateLogStreamCommand(place));
  // A page has 10,000 lines.
  for (let page = 0; page < 3; page += 1) {
    const logEvents = Array.from({ length: 5000 }, (_, index) => ({
      timestamp: clock.date().getTime(),
      message: `line ${page * 5000 + index}`,
    }));
    await logs.send(new PutLogEventsCommand({ ...place, logEvents }));
  }
  await stage.aws.setFaults('FilterLogEvents=throttle:3');
  const { exitCode, out } = await runLambda(
    ['logs', 'hello', '--since', '2025-12-31', '--filter', 'line', '--json'],
    options,
  );
  expect(exitCode).toBe(0);
  expect(new Set(messagesOf({ out })).size).toBe(15_000);
});

it("shows of a log group that functions share only one's lines", async () => {
  const logging = { logging: { logGroup: '/shared/birds' } };
  await using workspace = await createWorkspace({
    'lambdas/one/index.js': "exports.handler = async () => console.log('this is one');\n",
    'lambdas/one/lambda.config.ts': config(logging),
    'lambdas/two/index.js': "exports.handler = async () => console.log('this is two');\n",
    'lambdas/two/lambda.config.ts': config(logging),
  });
  await using stage = await startStage();
  const options = { cwd: workspace.root, env: stage.env };
  await deploy(workspace, stage.env);
  await runLambda(['invoke', 'one'], options);
  await runLambda(['invoke', 'two'], options);
  const { out } = await runLambda(['logs', 'one'], options);
  expect(out).toContain('this is one');
  expect(out).not.toContain('this is two');
});

it('follows the local stage without keeping other commands from it, and through a server', async () => {
  await using workspace = await createWorkspace(files);
  const options = { cwd: workspace.root, env: {} };
  await deploy(workspace, {});
  const log = following(['hello'], options);
  const invoke = async (name: string) => {
    const { exitCode, err } = await runLambda(['invoke', 'hello', '--event', '-'], {
      ...options,
      stdin: JSON.stringify({ name }),
    });
    expect({ exitCode, err }).toMatchObject({ exitCode: 0 });
  };
  await invoke('Ada');
  await log.until('hello Ada');

  const server = new AbortController();
  const { promise: listening, resolve } = Promise.withResolvers<string>();
  const serving = runLambda(['local', '--port', '0'], {
    ...options,
    signal: server.signal,
    onOut: resolve,
  });
  await listening;
  await invoke('Grace');
  await log.until('hello Grace');
  server.abort();
  await serving;
  await invoke('Emmy');
  await log.until('hello Emmy');
  const { exitCode, out } = await log.interrupt();
  expect(exitCode).toBe(0);
  expect(out.match(/INFO {2}hello \w+/g)).toEqual([
    'INFO  hello Ada',
    'INFO  hello Grace',
    'INFO  hello Emmy',
  ]);
});

it('refuses what it cannot do, and says what it can', async () => {
  await using workspace = await createWorkspace(files);
  await using stage = await startStage();
  const options = { cwd: workspace.root, env: stage.env };
  await deploy(workspace, stage.env);
  await runLambda(['invoke', 'hello'], options);
  const refusals = [
    [['hello', '--since', 'yesterday'], '--since yesterday is neither an age nor a time'],
    [['hello', '--filter', ' '], '--filter is empty'],
    [['hello', '--filter', '{ $.a = }'], 'CloudWatch Logs does not take the pattern { $.a = }'],
    [['helo'], 'helo'],
    [['hello', '--stage', 'prod'], 'prod'],
  ] as const;
  for (const [args, message] of refusals) {
    const { exitCode, err } = await runLambda(['logs', ...args], options);
    expect({ args, exitCode, err }).toEqual({
      args,
      exitCode: 2,
      err: expect.stringContaining(message) as string,
    });
  }
});

it('says that a function is not live', async () => {
  await using workspace = await createWorkspace(files);
  await using stage = await startStage();
  const { exitCode, err } = await runLambda(['logs', 'hello', '--follow'], {
    cwd: workspace.root,
    env: stage.env,
  });
  expect(exitCode).toBe(2);
  expect(err).toContain('hello is not live in this stage');
});
