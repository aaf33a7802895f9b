import { expect, test } from 'vitest';
import { runProgram } from './run-program.ts';

const program = `
  import { createTracer } from './tracer.ts';
  const tracer = createTracer();
  tracer.putAnnotation('labels', 3);
  const answer = await tracer.provider.captureAsyncFunc('work', async (subsegment) => {
    subsegment?.close();
    return 42;
  });
  console.log(JSON.stringify({ enabled: tracer.isTracingEnabled(), answer }));
`;
const lambda = {
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_FUNCTION_NAME: 'predict',
  LAMBDA_TASK_ROOT: '/var/task',
};

test.each([
  ['outside Lambda', {}],
  ['in an emulation of Lambda without X-Ray', lambda],
])('does nothing and fails nowhere %s', async (_, environment) => {
  const { stdout, stderr } = await runProgram(program, environment);
  expect(JSON.parse(stdout)).toEqual({ enabled: false, answer: 42 });
  expect(stderr).toBe('');
});

test('traces where there is a daemon', async () => {
  const { stdout } = await runProgram(program, {
    ...lambda,
    AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000',
    _X_AMZN_TRACE_ID: 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=557abcec3ee5a047;Sampled=0',
  });
  expect(JSON.parse(stdout)).toEqual({ enabled: true, answer: 42 });
});

test('can be switched off where there is one', async () => {
  const { stdout } = await runProgram(program, {
    ...lambda,
    AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000',
    POWERTOOLS_TRACE_ENABLED: 'false',
  });
  expect(JSON.parse(stdout)).toMatchObject({ enabled: false });
});
