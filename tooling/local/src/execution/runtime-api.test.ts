import { expect, it } from 'vitest';
import { openTestExecutor } from './testing.ts';

/** A handler that calls the Runtime API of its own environment, as any code in it may. */
const caller = `
  const { request } = require('node:http');
  const [hostname, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
  const call = (method, path, headers = {}, body = '{}') => new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path: '/2018-06-01/runtime/' + path, headers, agent: false }, (answer) => {
      let text = '';
      answer.on('data', (chunk) => (text += chunk)).on('end', () => resolve([answer.statusCode, JSON.parse(text)]));
    });
    sent.on('error', reject).end(body);
  });
  exports.handler = async ({ method, path, headers }, { awsRequestId }) =>
    call(method, path.replace('{id}', awsRequestId), headers);`;

it.each([
  {
    request: 'an unknown request id',
    event: { method: 'POST', path: 'invocation/unknown/response' },
    answers: [400, { errorType: 'InvalidRequestID', errorMessage: 'Invalid request ID' }],
  },
  {
    request: 'an unknown response mode',
    event: {
      method: 'POST',
      path: 'invocation/{id}/response',
      headers: { 'Lambda-Runtime-Function-Response-Mode': 'guessed' },
    },
    answers: [
      400,
      { errorType: 'InvalidFunctionResponseMode', errorMessage: 'Invalid function response mode' },
    ],
  },
  {
    request: 'an init error after initialisation',
    event: { method: 'POST', path: 'init/error' },
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
    request: 'a page of the browser',
    event: { method: 'GET', path: 'invocation/next', headers: { Origin: 'http://example.org' } },
    answers: [403, { errorType: 'Forbidden', errorMessage: 'Only the runtime may use this port' }],
  },
  {
    request: 'an operation that is not there',
    event: { method: 'GET', path: 'nothing' },
    answers: [
      404,
      {
        errorType: 'NotFound',
        errorMessage: 'No such operation: GET /2018-06-01/runtime/nothing',
      },
    ],
  },
])('refuses $request', async ({ event, answers }) => {
  await using local = await openTestExecutor();
  expect((await local.invoke(local.define(caller), event)).json()).toEqual(answers);
});

it('takes the first reply, and refuses a second', async () => {
  await using local = await openTestExecutor();
  const executable = local.define(
    `${caller}
    exports.handler = async (event, { awsRequestId }) => {
      const path = 'invocation/' + awsRequestId + '/response';
      console.log(await call('POST', path, {}, '"first"'));
      console.log(await call('POST', path, {}, '"second"'));
    };`,
  );
  const { log, json } = await local.invoke(executable);
  expect(json()).toBe('first');
  expect(log).toContain("[ 202, { status: 'OK' } ]");
  expect(log).toContain(
    'State transition from RuntimeResponseSentState to InvocationResponse failed',
  );
});

it('gives the same event again to a runtime that asks before it has replied', async () => {
  await using local = await openTestExecutor();
  const executable = local.define(
    `${caller} exports.handler = async () => (await call('GET', 'invocation/next'))[1];`,
  );
  expect((await local.invoke(executable, { the: 'event' })).json()).toEqual({ the: 'event' });
});
