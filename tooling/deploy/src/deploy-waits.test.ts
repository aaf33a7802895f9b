import type { Report } from '@tooling/core';
import { afterEach, expect, it, vi } from 'vitest';
import { createWorkspace } from '../test/create-workspace.ts';
import { createTestClock, jsonLines, runLambda } from '../test/run-lambda.ts';
import { startStage } from '../test/stage.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const names = Array.from({ length: 8 }, (_, index) => `hello-${index}`);

it('says at the end of a deploy to an account with quotas how long it waited, and why', async () => {
  const clock = createTestClock();
  await using workspace = await createWorkspace({
    'deploy.config.ts':
      "export default { service: 'tests', stages: { dev: { region: 'us-east-1' }, other: { region: 'us-east-1', namePrefix: 'other-' } } };\n",
    ...Object.fromEntries(
      names.map((name) => [
        `lambdas/${name}/index.js`,
        `exports.handler = async () => '${name}';\n`,
      ]),
    ),
  });
  await using stage = await startStage({ limits: 'aws', now: clock.date });
  // The SDK looks for credentials in the environment of the process.
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  const options = { cwd: workspace.root, env: stage.env, clock };
  const first = await runLambda(['deploy', '--stage', 'dev'], options);
  expect(first).toMatchObject({ exitCode: 0 });
  expect(first.out).toMatch(/^waited .*\d\.\d s for the quota of Lambda's control plane/m);

  // By then Lambda has forgotten the requests of the first run.
  await clock.sleep(60_000);
  const second = await runLambda(['deploy', '--stage', 'other', '--json'], options);
  expect(second).toMatchObject({ exitCode: 0 });
  const { report } = jsonLines(second.out).at(-1) as { readonly report: Report };
  const wait = report.waits.find(({ reason }) => reason === 'quota');
  expect(wait).toMatchObject({ reason: 'quota', quota: 'Lambda' });
  expect(wait?.milliseconds).toBeGreaterThan(0);
});
