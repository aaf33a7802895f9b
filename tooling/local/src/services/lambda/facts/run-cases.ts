import { expect } from 'vitest';
import { patientTimeout, zipOf } from '../testing/start-lambda.ts';
import { functionName, newFunction, type FactLab } from './fact-lab.ts';
import type { Answer } from './matches-fact.ts';
import { factId, readFacts } from './read-facts.ts';
import type { ToldCase } from './told-cases.ts';

/**
 * Facts about functions that run. Those recorded with another language are run with a handler in
 * JavaScript that does the same, where the statement is about Lambda and not about that language.
 */
const FunctionName = functionName;

async function runs(lab: FactLab, code: string, settings: object = {}): Promise<void> {
  const Code = { ZipFile: zipOf(code) };
  const Timeout = patientTimeout;
  await lab.ok('CreateFunction', { ...newFunction, Code, Timeout, ...settings });
}

async function invoke(lab: FactLab, event: unknown = {}): Promise<Answer> {
  return await lab.send('Invoke', { FunctionName, Payload: Buffer.from(JSON.stringify(event)) });
}

const throwing = (message: string) =>
  `throw Object.assign(new Error('${message}'), { name: 'Exception' });`;

/** Errors of Python's runtime have the trace by another name, and the request's id besides. */
function asOfPython(answer: Answer, requestId = 'an id'): Answer {
  const { trace, ...body } = answer.body as { readonly trace: readonly string[] };
  expect(trace[0]).toMatch(/^Exception: /);
  return { ...answer, body: { ...body, requestId, stackTrace: [trace.join()] } };
}

const introspection =
  'TestLambdaRuntimesCommon::test_introspection_invoke[nodejs22.x]/invocation_result_payload';

interface Introspection {
  readonly invokedFunctionArn: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** What functions have here and not on AWS: the local AWS's address, and what stands for /tmp. */
const onlyLocal = new Set(['AWS_ENDPOINT_URL', 'HOME', 'TMPDIR']);

/** Their recorded values are places on Lambda's own machine. */
const places = new Set([
  'AWS_LAMBDA_RUNTIME_API',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
  'NODE_PATH',
  'PATH',
  'PWD',
]);

/** As the fact has them: names, some with their values; for a place, the one that is recorded. */
function environmentLines(environment: Readonly<Record<string, string>>): readonly string[] {
  const fact = readFacts().find((one) => factId(one) === introspection);
  const recorded = fact?.expected_body as { readonly environment: readonly string[] };
  return Object.keys(environment)
    .filter((name) => !onlyLocal.has(name))
    .sort()
    .map((name) => {
      const line = recorded.environment.find((one) => one.split('=')[0] === name);
      if (line === undefined) return name;
      return line === name || places.has(name) ? line : `${name}=${String(environment[name])}`;
    });
}

export const runCases: Readonly<Record<string, ToldCase>> = {
  'TestLambdaFeatures::test_invocation_type_no_return_payload[nodejs-RequestResponse]/invoke-result':
    async (lab) => {
      await runs(lab, 'exports.handler = async () => {};');
      return await invoke(lab);
    },

  'TestLambdaBehavior::test_lambda_invoke_with_timeout/invoke-result': async (lab) => {
    await runs(lab, 'exports.handler = () => new Promise(() => setInterval(() => {}, 1e6));', {
      Timeout: 1,
    });
    return await invoke(lab);
  },

  'TestLambdaErrors::test_lambda_handler_exit/invocation_error': async (lab) => {
    await runs(lab, 'process.exit(0);');
    const atInit = await invoke(lab);
    await lab.ok('UpdateFunctionCode', {
      FunctionName,
      ZipFile: zipOf('exports.handler = async () => process.exit(0);'),
    });
    const answer = await invoke(lab);
    const withoutId = ({ text }: Answer) => text.replaceAll(/[0-9a-f-]{36}/g, '{id}');
    expect(withoutId(atInit)).toBe(withoutId(answer));
    expect(atInit.code).toBe('Unhandled');
    return answer;
  },

  'TestLambdaErrors::test_lambda_handler_error/invocation_error': async (lab) => {
    await runs(lab, `exports.handler = async () => { ${throwing('Handler fails')} };`);
    return asOfPython(await invoke(lab));
  },

  'TestLambdaErrors::test_lambda_runtime_error/invocation_error': async (lab) => {
    await runs(lab, throwing('Runtime startup fails'));
    return asOfPython(await invoke(lab), '');
  },

  [introspection]: async (lab) => {
    await runs(
      lab,
      `exports.handler = async (event, { invokedFunctionArn }) => ({
        invokedFunctionArn,
        environment: { ...process.env },
      });`,
    );
    const answer = await lab.send('Invoke', { FunctionName, Qualifier: '$LATEST' });
    const seen = answer.body as Introspection;
    expect(seen.invokedFunctionArn).toMatch(/:function:fact-function:\$LATEST$/);
    return { ...answer, body: { environment: environmentLines(seen.environment) } };
  },

  'TestLambdaErrors::test_lambda_runtime_wrapper_not_found/invocation_error': async (lab) => {
    await runs(
      lab,
      `exports.handler = async ({ signal }) =>
        signal ? process.kill(process.pid, signal) && new Promise(() => {}) : process.exit(127);`,
    );
    const killed = await invoke(lab, { signal: 'SIGKILL' });
    expect(killed.message).toMatch(/Error: Runtime exited with error: signal: killed$/);
    return await invoke(lab);
  },

  'TestLambdaBaseFeatures::test_lambda_too_large_response/invoke_result': async (lab) => {
    await runs(lab, `exports.handler = async () => 'x'.repeat(7 * 1024 * 1024);`);
    return await invoke(lab);
  },

  'TestLambdaFeatures::test_invocation_with_logs[nodejs16.x]/logs': async (lab) => {
    await runs(lab, 'exports.handler = async (event) => console.log(JSON.stringify(event));');
    const answer = await lab.send('Invoke', { FunctionName, LogType: 'Tail' });
    const log = Buffer.from(answer.headers['x-amz-log-result'] ?? '', 'base64').toString();
    // The fact has the tabs as they were escaped in its recording.
    const lines = log
      .replaceAll('\t', String.raw`\t`)
      .trimEnd()
      .split('\n');
    return { ...answer, body: lines };
  },

  'TestLambdaBehavior::test_lambda_invoke_timed_out_environment_reuse/invoke-result-read-number-after-timeout':
    async (lab) => {
      await runs(
        lab,
        `const { readFileSync, writeFileSync } = require('node:fs');
        const file = require('node:os').tmpdir() + '/number';
        let inMemory = 'lost';
        exports.handler = async ({ write, hang }) => {
          if (write) writeFileSync(file, (inMemory = write));
          if (hang) await new Promise(() => setInterval(() => {}, 1e6));
          return { inMemory, inFile: readFileSync(file, 'utf8') };
        };`,
        // It is loaded anew within the time of the last invocation, however busy the machine is.
        { Timeout: 10 },
      );
      const before = await invoke(lab, { write: 'kept' });
      expect(before.body).toEqual({ inMemory: 'kept', inFile: 'kept' });
      expect((await invoke(lab, { hang: true })).code).toBe('Unhandled');
      const answer = await invoke(lab);
      expect(answer.body).toEqual({ inMemory: 'lost', inFile: 'kept' });
      return answer;
    },

  'POST /2018-06-01/runtime/invocation/{unknown id}/response': async (lab) =>
    await askRuntimeApi(lab, { path: 'invocation/unknown/response' }),

  'POST .../response with an unknown Lambda-Runtime-Function-Response-Mode': async (lab) =>
    await askRuntimeApi(lab, {
      path: 'invocation/{own}/response',
      headers: { 'Lambda-Runtime-Function-Response-Mode': 'unknown' },
    }),

  'POST .../response, .../error or init/error in the wrong state': async (lab) =>
    await askRuntimeApi(lab, { path: 'init/error' }),
};

/** Lets a function ask the Runtime API of its own environment: nobody else can reach it. */
async function askRuntimeApi(
  lab: FactLab,
  question: { readonly path: string; readonly headers?: Readonly<Record<string, string>> },
): Promise<Answer> {
  await runs(
    lab,
    `exports.handler = async ({ path, headers }, { awsRequestId }) => {
      const { request } = require('node:http');
      const base = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API + '/2018-06-01/runtime/';
      const url = base + path.replace('{own}', awsRequestId);
      const response = await new Promise((resolve, reject) => {
        request(url, { method: 'POST', headers }, resolve).on('error', reject).end('{}');
      });
      const body = await require('node:stream/consumers').json(response);
      return { status: response.statusCode, body };
    };`,
  );
  const { body } = await invoke(lab, question);
  const asked = body as { status: number; body: { errorType: string; errorMessage: string } };
  return {
    status: asked.status,
    headers: {},
    text: '',
    body: asked.body,
    code: asked.body.errorType,
    message: asked.body.errorMessage,
  };
}
