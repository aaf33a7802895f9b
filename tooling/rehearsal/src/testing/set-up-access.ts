import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);
const require = createRequire(import.meta.url);

/** The program `lambda`, beside what its package exports. */
const lambda = join(dirname(require.resolve('@tooling/deploy')), 'main.mjs');

const outcomeSchema = z.object({
  isDone: z.literal(true),
  variables: z.array(
    z.object({
      name: z.string(),
      of: z.string(),
      where: z.string().optional(),
      value: z.string(),
    }),
  ),
});

/**
 * `lambda bootstrap`, as whoever sets up the account runs it once: with the rights of its owner.
 *
 * @param clone - of the repository, with its configuration
 * @returns the variables that the repository and its environment have to be given, and when
 */
export async function setUpAccess(
  clone: string,
  { stage, repository, endpoint }: { stage: string; repository: string; endpoint: string },
): Promise<z.infer<typeof outcomeSchema>['variables']> {
  const args = ['bootstrap', '--stage', stage, '--repo', repository, '--yes', '--json'];
  const { stdout } = await run(process.execPath, [lambda, ...args], {
    cwd: clone,
    env: {
      PATH: process.env.PATH,
      HOME: dirname(clone),
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL: endpoint,
    },
  });
  const [line = ''] = stdout.split('\n').filter((one) => one.includes('"bootstrap"'));
  return outcomeSchema.parse(JSON.parse(line)).variables;
}
