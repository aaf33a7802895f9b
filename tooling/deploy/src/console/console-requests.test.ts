import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { greetingFiles, startConsoleApiLab } from '../../test/console-api-lab.ts';

test('shows sample events, whole, with what is expected', async () => {
  await using lab = await startConsoleApiLab(greetingFiles);
  await lab.workspace.write({
    'lambdas/quiet/events/large.json': JSON.stringify('x'.repeat(1_048_576)),
    'lambdas/quiet/events/half.json': '{ "a": ',
    'lambdas/quiet/events/note.txt': 'no event',
  });
  expect((await lab.ask('functions/hello/events')).body).toEqual({
    events: [
      { name: 'greeting', text: '{ "name": "<b>" }\n', hasExpectation: true },
      { name: 'other', text: '{}\n', hasExpectation: false },
    ],
  });
  expect((await lab.ask('functions/quiet/events')).body).toEqual({
    events: [
      { name: 'half', text: '{ "a": ', hasExpectation: false },
      { name: 'large', text: '', isTooLarge: true, hasExpectation: false },
    ],
  });
});

test('lets no other page make a plan or read the workspace', async () => {
  await using lab = await startConsoleApiLab(greetingFiles);
  const foreign = [
    { host: 'evil.example' },
    { origin: 'https://evil.example', 'content-type': 'text/plain' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ];
  const paths = ['functions', 'graph', 'functions/hello/events', 'functions/hello/bundle'];
  const requests = foreign.flatMap((headers) => [
    { method: 'POST', path: '/_console/api/plan', headers },
    ...paths.map((path) => ({ method: 'GET', path: `/_console/api/${path}`, headers })),
  ]);
  for (const one of requests) {
    const call = request({ host: '127.0.0.1', port: lab.aws.port, ...one }).end();
    const [answer] = (await once(call, 'response')) as [IncomingMessage];
    expect(answer.statusCode).toBe(403);
    expect(await text(answer)).not.toContain('hello');
  }
  expect((await lab.ask('graph')).body.plan).toEqual({ state: 'none' });
});

test('answers what is not there in words, and leaves the workspace', async () => {
  await using lab = await startConsoleApiLab(greetingFiles);
  await lab.workspace.write({ 'secret/events/key.json': '"secret"' });
  const wrong = [
    ['functions/none/history', 404],
    ['functions/none/events', 404],
    ['functions/none/bundle', 404],
    ['functions/quiet/bundle', 404],
    ['functions/quiet/nothing', 404],
    ['functions/..%2Fsecret/events', 404],
    ['functions/..%2f..%2fsecret/events', 404],
    ['functions/%2e%2e/events', 404],
    ['functions/hello%2f..%2f..%2fsecret/bundle', 404],
    ['functions/hello%00/events', 404],
    ['functions/__proto__/events', 404],
    ['functions/hello/__proto__', 404],
    ['functions/hello/constructor', 404],
    ['constructor', 404],
    ['__proto__', 404],
    ['functions/%E0%A4%A/events', 404],
    ['functions/hello/events/', 404],
    ['plan', 405],
    ['', 404],
  ] as const;
  for (const [path, status] of wrong as readonly (readonly [string, number])[]) {
    const answer = await lab.ask(path);
    expect([path, answer.status]).toEqual([path, status]);
    expect(answer.body.message.length).toBeGreaterThan(10);
    expect(JSON.stringify(answer.body)).not.toContain('"secret\\"');
  }
  expect(JSON.stringify((await lab.ask('functions/quiet/bundle')).body)).toContain(
    'lambda build quiet',
  );
  expect(await lab.ask('functions', 'POST')).toMatchObject({ status: 405 });
  expect(await lab.ask('functions', 'DELETE')).toMatchObject({ status: 405 });
});
