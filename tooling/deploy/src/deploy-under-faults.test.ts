import { InvokeCommand } from '@aws-sdk/client-lambda';
import type { FaultsInput } from '@tooling/local';
import { expect, it } from 'vitest';
import { isThere } from '../test/by-hand.ts';
import { deployOnce } from '../test/deployed-stage.ts';
import { hasLogs, hasRole, manifestOf, orphanFiles } from '../test/orphan.ts';
import { createTestClock, runLambda } from '../test/run-lambda.ts';
import type { TestStage } from '../test/stage.ts';

/** Everything that a bad line and a busy service do, to any request of any service, as the seed draws it. */
const faultsOf = (seed: number): FaultsInput => ({
  seed,
  rules: [
    { operation: '*', fault: 'delay', ms: { from: 0, to: 15 }, chance: 0.5 },
    { operation: '*', fault: 'throttle', chance: 0.1 },
    { operation: '*', fault: '503', chance: 0.1 },
    { operation: '*', fault: 'drop-request', chance: 0.05 },
    { operation: '*', fault: 'drop-answer', chance: 0.05 },
    { operation: '*', fault: 'half-answer', chance: 0.05 },
    { operation: 'Update*', fault: 'ends-failed', chance: 0.2 },
  ],
});

/** How often each write was asked for. */
const writesOf = ({ aws }: TestStage) =>
  Object.entries(aws.requests().operations).filter(
    ([operation]) => !/:(?:Get|List|Describe)/.test(operation),
  );

it('a deploy that creates, updates and removes comes through faults, or the next one finishes it', async () => {
  await using deployed = await deployOnce(
    orphanFiles,
    {
      'lambdas/stays/index.js': "exports.handler = async () => 'newer';\n",
      'lambdas/stays/lambda.config.ts': 'export default { memorySize: 256 };\n',
      'lambdas/fresh/index.js': "exports.handler = async () => 'fresh';\n",
      'lambdas/fresh/package.json': manifestOf('fresh'),
      'lambdas/gone': undefined,
    },
    // Its first line in the logs makes the group that is to go with it.
    ({ lambda }) => lambda.send(new InvokeCommand({ FunctionName: 'gone', Qualifier: 'live' })),
  );
  for (const seed of [1, 2]) {
    await using stage = await deployed.start();
    const options = { cwd: deployed.workspace.root, env: stage.env, clock: createTestClock() };
    await stage.aws.setFaults(faultsOf(seed));
    const first = await runLambda(['deploy', '--prune'], options);
    // A bug of ours is 70.
    expect([0, 1, 3]).toContain(first.exitCode);
    await stage.aws.setFaults(undefined);

    expect(await runLambda(['deploy', '--prune'], options)).toMatchObject({ exitCode: 0 });
    for (const [name, text] of Object.entries({ stays: 'newer', fresh: 'fresh' })) {
      expect((await runLambda(['invoke', name], options)).out).toBe(`"${text}"\n`);
    }
    expect(await isThere(stage, 'gone')).toBe(false);
    expect(await hasRole(stage, 'gone')).toBe(false);
    expect(await hasLogs(stage, 'gone')).toBe(false);

    const before = writesOf(stage);
    expect(await runLambda(['deploy', '--prune'], options)).toMatchObject({ exitCode: 0 });
    expect(writesOf(stage)).toEqual(before);
  }
});
