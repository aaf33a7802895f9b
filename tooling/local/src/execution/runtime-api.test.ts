import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { serveRuntimeApi, type Reply, type RuntimeApi } from './runtime-api.ts';
import { openTestExecutor } from './testing.ts';

let api: RuntimeApi;
let isAsked: Promise<void>;
let replies: Reply[];
beforeEach(async () => {
  replies = [];
  const asked = Promise.withResolvers<void>();
  isAsked = asked.promise;
  api = await serveRuntimeApi({
    onNext: () => asked.resolve(),
    onReply: (reply) => replies.push(reply),
    onInitError: () => {},
  });
});
afterEach(() => api.close());

interface Call {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A request as the runtime would make it, but for what is said here. */
async function call({ method = 'POST', path, headers, body = '{}' }: Call) {
  const [hostname, port] = api.authority.split(':');
  const sent = request({
    hostname,
    port,
    method,
    path: `/2018-06-01/runtime/${path}`,
    headers: { 'Local-Runtime-Token': api.token, ...headers },
    agent: false,
  });
  sent.end(method === 'GET' ? undefined : body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return [answer.statusCode, JSON.parse(await text(answer))] as const;
}

const next: Call = { method: 'GET', path: 'invocation/next' };
const delivery = { requestId: 'one', headers: {}, payload: Buffer.from('{"the":"event"}') };
const forbidden = [
  403,
  { errorType: 'Forbidden', errorMessage: 'Only the runtime may use this port' },
] as const;

/** As far as an environment is that runs an invocation. */
async function running() {
  const asked = call(next);
  await isAsked;
  api.deliver(delivery);
  return await asked;
}

it.each([
  {
    what: 'an unknown request id',
    sent: { path: 'invocation/unknown/response' },
    answers: [400, { errorType: 'InvalidRequestID', errorMessage: 'Invalid request ID' }],
  },
  {
    what: 'an unknown response mode',
    sent: {
      path: 'invocation/one/response',
      headers: { 'Lambda-Runtime-Function-Response-Mode': 'guessed' },
    },
    answers: [
      400,
      { errorType: 'InvalidFunctionResponseMode', errorMessage: 'Invalid function response mode' },
    ],
  },
  {
    what: 'an init error after initialisation',
    sent: { path: 'init/error' },
    answers: [
      403,
      {
        errorType: 'InvalidStateTransition',
        errorMessage:
          'State transition from Running to InitError failed for runtime. Error: State transition is not allowed',
      },
    ],
  },
  {
    what: 'an operation that is not there',
    sent: { method: 'GET', path: 'nothing' },
    answers: [
      404,
      {
        errorType: 'NotFound',
        errorMessage: 'No such operation: GET /2018-06-01/runtime/nothing',
      },
    ],
  },
])('refuses $what', async ({ sent, answers }) => {
  await running();
  expect(await call(sent)).toEqual(answers);
});

it.each([
  ['a page of the browser', { Origin: 'http://example.org' }],
  ['a page that lets nobody read the answer', { 'Sec-Fetch-Site': 'cross-site' }],
  ['a page whose name was rebound', { Host: 'example.org' }],
  ['whoever has no token', { 'Local-Runtime-Token': '' }],
  ['whoever guesses a token', { 'Local-Runtime-Token': 'guessed' }],
])('gives no event to %s, and takes no reply', async (_who, headers) => {
  await running();
  expect(await call({ ...next, headers })).toEqual(forbidden);
  expect(await call({ path: 'invocation/one/response', headers })).toEqual(forbidden);
  expect(replies).toEqual([]);
});

it('takes the first reply, and refuses a second', async () => {
  await running();
  const path = 'invocation/one/response';
  expect(await call({ path, body: '"first"' })).toEqual([202, { status: 'OK' }]);
  const errorMessage = expect.stringContaining(
    'State transition from RuntimeResponseSentState to InvocationResponse failed',
  ) as string;
  expect(await call({ path, body: '"second"' })).toMatchObject([403, { errorMessage }]);
  expect(replies).toEqual([{ payload: Buffer.from('"first"'), failed: false }]);
});

it('gives the same event again to a runtime that asks before it has replied', async () => {
  expect(await running()).toEqual([200, { the: 'event' }]);
  expect(await call(next)).toEqual([200, { the: 'event' }]);
});

it('refuses a second request for the next event while one waits', async () => {
  const first = call(next);
  await isAsked;
  const errorMessage = expect.stringContaining('from Ready to Ready failed') as string;
  expect(await call(next)).toMatchObject([403, { errorMessage }]);
  api.deliver(delivery);
  expect(await first).toEqual([200, { the: 'event' }]);
});

it('reads to its end what a runtime sent that is gone when the port is closed', async () => {
  await running();
  const body = `"${'x'.repeat(5_000_000)}"`;
  const [host, port] = api.authority.split(':');
  const socket = connect({ host, port: Number(port) });
  socket.end(
    `POST /2018-06-01/runtime/invocation/one/response HTTP/1.1\r\nHost: ${api.authority}\r\n` +
      `Local-Runtime-Token: ${api.token}\r\nContent-Length: ${String(body.length)}\r\n\r\n${body}`,
  );
  await once(socket, 'connect');
  await api.close();
  expect(replies.map(({ payload }) => payload.byteLength)).toEqual([body.length]);
});

it('keeps its token from what the function can see', async () => {
  await using local = await openTestExecutor();
  const executable = local.define(
    `exports.handler = async () => Object.keys(process.env).filter((name) => name.startsWith('_LOCAL'));`,
  );
  expect((await local.invoke(executable)).json()).toEqual([]);
});
