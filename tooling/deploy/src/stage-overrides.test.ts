import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createWorkspace } from '../test/create-workspace.ts';
import { runLambda } from '../test/run-lambda.ts';
import { startStage } from '../test/stage.ts';

// The SDK itself reads them, from this process.
beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
});

afterEach(() => {
  vi.unstubAllEnvs();
});

it('what a lambda says of a stage reaches AWS there, and nowhere else', async () => {
  await using stage = await startStage();
  await using workspace = await createWorkspace({
    'deploy.config.ts': `export default {
      service: 'tests',
      defaults: { timeout: 10 },
      stages: {
        dev: { region: 'us-east-1', namePrefix: 'dev-', defaults: { memorySize: 256 } },
        prod: { region: 'us-east-1', namePrefix: 'prod-', defaults: { memorySize: 512 } },
      },
    };\n`,
    'lambdas/hello/index.js': "exports.handler = async () => 'hello';\n",
    'lambdas/hello/lambda.config.ts': `export default {
      environment: { MODE: 'plain', TABLE: 'none' },
      stages: {
        dev: { environment: { MODE: 'dev' }, timeout: 20 },
        prod: { environment: { MODE: 'prod' }, memorySize: 1024 },
      },
    };\n`,
  });
  const read = async (FunctionName: string) => {
    const found = await stage.lambda.send(
      new GetFunctionConfigurationCommand({ FunctionName, Qualifier: 'live' }),
    );
    const { MODE, TABLE } = found.Environment?.Variables ?? {};
    return [found.MemorySize, found.Timeout, MODE, TABLE];
  };
  for (const name of ['dev', 'prod']) {
    const options = { cwd: workspace.root, env: stage.env };
    expect(await runLambda(['deploy', '--stage', name], options)).toMatchObject({ exitCode: 0 });
  }
  expect(await read('dev-hello')).toEqual([256, 20, 'dev', 'none']);
  expect(await read('prod-hello')).toEqual([1024, 10, 'prod', 'none']);
});
