import { expect, it } from 'vitest';
import type { ExecutableFunction } from './executor.ts';
import { openTestExecutor, type Files } from './testing.ts';

const requestId = 'f8400400-dd9e-4025-b644-4c78df3287c7';

interface Case {
  readonly does: string;
  readonly code: Files | string;
  readonly with?: Partial<ExecutableFunction>;
  readonly answers: object;
  readonly reports?: string;
  readonly logs?: RegExp;
}

const exited = (how: string) => ({
  errorType: 'Runtime.ExitError',
  errorMessage: `RequestId: ${requestId} Error: Runtime exited ${how}`,
});

const cases: Case[] = [
  {
    does: 'throws',
    code: 'exports.handler = async () => { throw new TypeError("wrong kind"); };',
    answers: {
      errorType: 'TypeError',
      errorMessage: 'wrong kind',
      trace: expect.arrayContaining(['TypeError: wrong kind']),
    },
    logs: /\tERROR\tInvoke Error \t\{"errorType":"TypeError","errorMessage":"wrong kind","stack":\[/,
  },
  {
    does: 'throws something that is no error',
    code: 'exports.handler = async () => { throw "a string"; };',
    answers: { errorType: 'string', errorMessage: 'a string', trace: [] },
  },
  {
    does: 'exits with 0',
    code: 'exports.handler = async () => process.exit(0);',
    answers: exited('without providing a reason'),
    reports: 'Status: error\tError Type: Runtime.ExitError',
    logs: new RegExp(
      `RequestId: ${requestId} Error: Runtime exited without providing a reason\nRuntime.ExitError\n`,
    ),
  },
  {
    does: 'exits with another status',
    code: 'exports.handler = async () => process.exit(127);',
    answers: exited('with error: exit status 127'),
  },
  {
    does: 'exits while it is loaded',
    code: 'process.exit(3);',
    answers: exited('with error: exit status 3'),
    reports: 'Status: error\tError Type: Runtime.ExitError',
    logs: /INIT_REPORT Init Duration: \d+\.\d\d ms\tPhase: init\tStatus: error\tError Type: Runtime.ExitError\nINIT_REPORT Init Duration: \d+\.\d\d ms\tPhase: invoke\tStatus: error\tError Type: Runtime.ExitError\nSTART /,
  },
  {
    does: 'is killed',
    code: 'exports.handler = async () => { process.kill(process.pid, "SIGKILL"); await new Promise(() => setInterval(() => {}, 99)); };',
    answers: exited('with error: signal: killed'),
  },
  {
    does: 'aborts',
    code: 'exports.handler = async () => process.abort();',
    answers: exited('with error: signal: aborted'),
  },
  {
    does: 'leaves a rejected promise behind (nodejs24.x)',
    code: 'exports.handler = async () => { Promise.reject(new Error("nobody")); await new Promise(() => setInterval(() => {}, 99)); };',
    answers: exited('with error: exit status 1'),
    logs: /Error: nobody/,
  },
  {
    does: 'leaves a rejected promise behind (nodejs22.x)',
    code: 'exports.handler = async () => { Promise.reject(new Error("nobody")); await new Promise(() => setInterval(() => {}, 99)); };',
    with: { runtime: 'nodejs22.x' },
    answers: {
      errorType: 'Runtime.UnhandledPromiseRejection',
      errorMessage: 'Error: nobody',
      trace: expect.any(Array),
    },
    logs: /\tERROR\tUnhandled Promise Rejection /,
  },
  {
    does: 'throws a large error outside of its promise (nodejs22.x)',
    code: 'exports.handler = async () => { setImmediate(() => { throw new Error("x".repeat(2_500_000)); }); await new Promise(() => setInterval(() => {}, 99)); };',
    with: { runtime: 'nodejs22.x' },
    answers: { errorType: 'Error', errorMessage: 'x'.repeat(2_500_000), trace: expect.any(Array) },
  },
  {
    does: 'never settles with nothing left to do',
    code: 'exports.handler = () => new Promise(() => {});',
    answers: exited('without providing a reason'),
  },
  {
    does: 'runs longer than its timeout',
    code: 'exports.handler = () => new Promise(() => setInterval(() => {}, 99));',
    with: { timeoutSeconds: 1 },
    answers: {
      errorType: 'Sandbox.Timedout',
      errorMessage: `RequestId: ${requestId} Error: Task timed out after 1.00 seconds`,
    },
    reports: 'Duration: 1000.00 ms\tBilled Duration: ',
    logs: new RegExp(`\\d{4}-\\S+Z ${requestId} Task timed out after 1.00 seconds\n\nEND `),
  },
  {
    does: 'blocks its event loop beyond its timeout',
    code: 'exports.handler = async () => { for (;;); };',
    with: { timeoutSeconds: 1 },
    answers: {
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringContaining('1.00 seconds'),
    },
    reports: 'Status: timeout',
  },
  {
    does: 'writes lines until it times out',
    code: 'exports.handler = async () => { for (;;) { console.log("again"); console.error("and again"); } };',
    // Enough for it to begin, however busy the machine is.
    with: { timeoutSeconds: 5 },
    answers: {
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringContaining('5.00 seconds'),
    },
    logs: /\tINFO\tagain\n/,
  },
  {
    does: 'takes more memory than it has',
    code: 'exports.handler = async () => { const kept = []; while (kept.length < 400) { kept.push(Buffer.alloc(1_000_000, 1)); await new Promise(setImmediate); } await new Promise(() => setInterval(() => {}, 99)); };',
    with: { memorySizeMb: 128 },
    answers: exited('with error: signal: killed'),
    reports: 'Max Memory Used: 128 MB',
  },
  {
    does: 'requires a module that is not there',
    code: 'require("not-there"); exports.handler = async () => 1;',
    answers: {
      errorType: 'Runtime.ImportModuleError',
      errorMessage: expect.stringContaining("Error: Cannot find module 'not-there'"),
      trace: expect.any(Array),
    },
    reports: 'Status: error\tError Type: Runtime.ImportModuleError',
  },
  {
    does: 'requires a module that is not there (nodejs22.x)',
    code: 'require("not-there"); exports.handler = async () => 1;',
    with: { runtime: 'nodejs22.x' },
    answers: {
      errorType: 'Runtime.ImportModuleError',
      errorMessage: expect.stringContaining("Error: Cannot find module 'not-there'"),
      trace: expect.any(Array),
    },
    logs: /\tundefined\tERROR\tUncaught Exception /,
  },
  {
    does: 'has no such module',
    code: 'exports.handler = async () => 1;',
    with: { handler: 'elsewhere.handler' },
    answers: {
      errorType: 'Runtime.ImportModuleError',
      errorMessage: expect.stringContaining("Cannot find module 'elsewhere'"),
      trace: expect.any(Array),
    },
  },
  {
    does: 'has no such handler',
    code: 'exports.handler = async () => 1;',
    with: { handler: 'index.other' },
    answers: {
      errorType: 'Runtime.HandlerNotFound',
      errorMessage: 'index.other is undefined or not exported',
      trace: expect.any(Array),
    },
  },
  {
    does: 'exports something that is no function',
    code: 'exports.handler = 7;',
    answers: {
      errorType: 'Runtime.HandlerNotFound',
      errorMessage: 'index.handler is not a function',
      trace: expect.any(Array),
    },
  },
  {
    does: 'has a syntax error',
    code: 'exports.handler = async () => {',
    answers: {
      errorType: 'Runtime.UserCodeSyntaxError',
      errorMessage: expect.stringContaining('SyntaxError: Unexpected end of input'),
      trace: expect.any(Array),
    },
  },
  {
    does: 'has ES module syntax in a file that is not plainly one',
    code: 'export const handler = async () => 1;',
    answers: {
      errorType: 'Runtime.UserCodeSyntaxError',
      errorMessage: expect.stringContaining("Unexpected token 'export'"),
      trace: expect.any(Array),
    },
  },
  {
    does: 'takes a callback (nodejs24.x)',
    code: 'exports.handler = (event, context, callback) => callback(null, 1);',
    answers: {
      errorType: 'Runtime.CallbackHandlerDeprecated',
      errorMessage: expect.stringContaining('has removed support for callback-based'),
      trace: expect.any(Array),
    },
  },
  {
    does: 'answers with something that is not JSON',
    code: 'exports.handler = async () => { const a = {}; a.a = a; return a; };',
    answers: {
      errorType: 'Runtime.JSONStringifyError',
      errorMessage: 'Unable to stringify response body',
      trace: expect.any(Array),
    },
  },
  {
    does: 'answers with more than 6 MB',
    code: 'exports.handler = async () => "x".repeat(6_291_556);',
    answers: {
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
    },
  },
  {
    does: 'answers a stream and fails half-way',
    code: 'exports.handler = awslambda.streamifyResponse(async (event, stream) => { stream.write("half"); throw new RangeError("way"); });',
    answers: { errorType: 'RangeError', errorMessage: 'way', trace: expect.any(Array) },
  },
];

it.each(cases)('answers as AWS does when a function $does', async (item) => {
  await using local = await openTestExecutor();
  const result = await local.invoke(local.define(item.code, item.with));
  expect(result.functionError).toBe('Unhandled');
  expect(result.json()).toEqual(item.answers);
  const lines = result.log.split('\n');
  expect(lines).toContain(`END RequestId: ${requestId}`);
  const report = lines.find((line) => line.startsWith('REPORT '));
  expect(report).toContain(item.reports ?? 'Memory Size: 256 MB');
  expect(result.log).toMatch(item.logs ?? /REPORT /);
});
