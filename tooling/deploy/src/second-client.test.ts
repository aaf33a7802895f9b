import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Trigger } from '@tooling/core';
import { describe, expect, it } from 'vitest';
import { startTriggerLab, type TriggerLab } from '../test/trigger-lab.ts';

/*
 * The local AWS by clients that nobody here has written: the AWS CLI, of which not every machine has one,
 * and curl. With SECOND_CLIENT set they have to be there; `.ci/run` sees to it.
 */

const run = promisify(execFile);

interface SecondClient extends AsyncDisposable {
  readonly aws: (...args: readonly string[]) => Promise<Readonly<Record<string, unknown>>>;
  /** The status of an answer, and its text. */
  readonly curl: (
    url: string,
    ...args: readonly string[]
  ) => Promise<{ readonly status: string; readonly body: string }>;
  readonly file: string;
}

async function openSecondClient({ stage }: TriggerLab): Promise<SecondClient> {
  const directory = await mkdtemp(join(tmpdir(), 'second-client-'));
  const file = join(directory, 'penguins.csv');
  await writeFile(file, 'species\nAdelie\n');
  const env = {
    ...process.env,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_DEFAULT_REGION: stage.aws.region,
    AWS_CONFIG_FILE: join(directory, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(directory, 'credentials'),
    AWS_PAGER: '',
  };
  return {
    file,
    async aws(...args) {
      const all = ['--endpoint-url', stage.aws.url, '--output', 'json', ...args];
      const { stdout } = await run('aws', all, { env });
      return stdout.startsWith('{') ? (JSON.parse(stdout) as Record<string, unknown>) : {};
    },
    async curl(url, ...args) {
      const { hostname, port } = new URL(url);
      const resolved = ['--resolve', `${hostname}:${port}:127.0.0.1`];
      const options = ['--silent', '--show-error', '--write-out', '\n%{http_code}', ...resolved];
      const { stdout } = await run('curl', [...options, ...args, url]);
      const [status = '', ...lines] = stdout.split('\n').toReversed();
      return { status, body: lines.toReversed().join('\n') };
    },
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };
}

const all: readonly Trigger[] = [
  { type: 'bucket', bucket: 'birds', prefix: 'in/' },
  { type: 'queue', queue: 'jobs' },
  { type: 'topic', topic: 'news' },
  { type: 'eventPattern', pattern: { source: ['model'] } },
  // Once in the day that passes, whatever the hour is at which it begins.
  { type: 'schedule', expression: 'rate(1 day)', input: { from: 'schedule' } },
  { type: 'functionUrl', authType: 'NONE' },
  { type: 'httpApi', route: 'GET /birds' },
];

const changed: readonly Trigger[] = [
  { type: 'bucket', bucket: 'birds', prefix: 'in/', suffix: '.txt' },
  { type: 'queue', queue: 'jobs', filters: [{ body: { wanted: [true] } }] },
  { type: 'topic', topic: 'news', filterPolicy: { kind: ['cat'] } },
  { type: 'eventPattern', pattern: { source: ['model'] }, enabled: false },
  {
    type: 'schedule',
    expression: 'rate(1 day)',
    input: { from: 'schedule' },
    enabled: false,
  },
  { type: 'functionUrl', authType: 'AWS_IAM' },
  { type: 'httpApi', route: 'GET /cats' },
];

/** Starts the function in each way. @returns the statuses of URL and route */
async function fire(lab: TriggerLab, { aws, curl, file }: SecondClient, at: Addresses) {
  const { accountId, region, url } = lab.stage.aws;
  await aws('s3', 'cp', '--quiet', file, 's3://birds/in/penguins.csv');
  const queue = ['--queue-url', `${url}/${accountId}/jobs`];
  await aws('sqs', 'send-message', ...queue, '--message-body', '{"wanted":false}');
  const topic = ['--topic-arn', `arn:aws:sns:${region}:${accountId}:news`];
  await aws('sns', 'publish', ...topic, '--message', 'hatched');
  const entry = { Source: 'model', DetailType: 'trained', Detail: '{}' };
  await aws('events', 'put-events', '--entries', JSON.stringify([entry]));
  const [ofUrl, ofRoute] = [await curl(at.url), await curl(at.route)];
  const day = ['--request', 'POST', '--data', '{"advanceSeconds":86400}'];
  expect((await curl(`${url}/_local/clock`, ...day)).status).toBe('200');
  return [ofUrl.status, ofRoute.status];
}

interface Addresses {
  readonly url: string;
  readonly route: string;
}

async function readAddresses({ aws }: SecondClient): Promise<Addresses> {
  const live = ['--function-name', 'hello', '--qualifier', 'live'];
  const { FunctionUrl } = await aws('lambda', 'get-function-url-config', ...live);
  const { Items } = await aws('apigatewayv2', 'get-apis');
  const [api] = Items as readonly { readonly ApiEndpoint: string }[];
  return { url: String(FunctionUrl), route: `${api?.ApiEndpoint ?? ''}/birds` };
}

/** What started the function so far, as its log tells it, sorted. */
async function readStarts({ aws }: SecondClient): Promise<readonly string[]> {
  const { events } = await aws(
    'logs',
    'filter-log-events',
    '--log-group-name',
    '/aws/lambda/hello',
  );
  const messages = (events as readonly { readonly message: string }[]).map(
    ({ message }) => message,
  );
  const kinds = ['aws:s3', 'aws:sqs', 'aws:sns', '"source":"model"', '"from":"schedule"'];
  const all = [...kinds, 'lambda-url', 'GET /birds'];
  return messages.flatMap((text) => {
    if (!/\bevent \{/.test(text)) return [];
    return [
      all.find((kind) => text.replaceAll('EventSource', 'eventSource').includes(kind)) ?? text,
    ];
  });
}

describe.runIf(process.env.SECOND_CLIENT !== undefined)('the AWS CLI and curl', () => {
  it('start a function in each way, less when that is changed, and not when it is removed', async () => {
    await using lab = await startTriggerLab();
    await using client = await openSecondClient(lab);
    const { aws, curl } = client;
    await aws('s3', 'mb', 's3://birds');
    await aws('sqs', 'create-queue', '--queue-name', 'jobs');
    await aws('sns', 'create-topic', '--name', 'news');

    expect(await lab.deploy(all)).toMatchObject({ exitCode: 0 });
    const at = await readAddresses(client);
    expect(await fire(lab, client, at)).toEqual(['200', '200']);
    const started = await readStarts(client);
    expect([...started].sort()).toEqual([
      '"from":"schedule"',
      '"source":"model"',
      'GET /birds',
      'aws:s3',
      'aws:sns',
      'aws:sqs',
      'lambda-url',
    ]);

    expect(await lab.deploy(changed)).toMatchObject({ exitCode: 0 });
    expect(await fire(lab, client, at)).toEqual(['403', '404']);
    expect(await readStarts(client)).toEqual(started);
    const signed = ['--aws-sigv4', `aws:amz:${lab.stage.aws.region}:lambda`, '--user', 'test:test'];
    expect((await curl(at.url, ...signed)).status).toBe('200');
    const cats = at.route.replace('/birds', '/cats');
    expect((await curl(cats)).status).toBe('200');

    expect(await lab.deploy([])).toMatchObject({ exitCode: 0 });
    const before = (await readStarts(client)).length;
    const [ofUrl, ofRoute] = await fire(lab, client, at);
    expect([ofUrl, ofRoute]).toEqual(['403', '404']);
    expect(await readStarts(client)).toHaveLength(before);
  });

  it('are refused by a URL that lacks its second permission', async () => {
    await using lab = await startTriggerLab();
    await using client = await openSecondClient(lab);
    const { aws, curl } = client;
    expect(await lab.deploy([])).toMatchObject({ exitCode: 0 });
    const live = ['--function-name', 'hello', '--qualifier', 'live'];
    const made = await aws('lambda', 'create-function-url-config', ...live, '--auth-type', 'NONE');
    const permission = ['lambda', 'add-permission', ...live, '--principal', '*'];
    const ofUrl = ['--action', 'lambda:InvokeFunctionUrl', '--function-url-auth-type', 'NONE'];
    await aws(...permission, '--statement-id', 'url', ...ofUrl);
    const url = String(made.FunctionUrl);
    expect((await curl(url)).status).toBe('403');
    await aws(...permission, '--statement-id', 'function', '--action', 'lambda:InvokeFunction');
    expect((await curl(url)).status).toBe('200');
  });
});
