import { execFile } from 'node:child_process';
import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { measureInvocations } from './invocations.ts';
import { repeat, summarize, timeRun, type Figure } from './measure.ts';

const run = promisify(execFile);
const repository = resolve(import.meta.dirname, '../../..');

type Print = (line: string) => void;

function describe(what: string, promised: string, figure: Figure): string {
  const { medianMs, minMs, maxMs, runs } = figure;
  const digits = medianMs < 10 ? 2 : 0;
  const spread = `${minMs.toFixed(digits)} to ${maxMs.toFixed(digits)}`;
  return `${what.padEnd(58)} ${medianMs.toFixed(digits).padStart(7)} ms  (${spread}, ${String(runs)} ${runs === 1 ? 'run' : 'runs'}; promised ${promised})`;
}

async function cloneInto(directory: string): Promise<string> {
  await run('git', ['clone', '--quiet', repository, directory]);
  await run('pnpm', ['install', '--frozen-lockfile', '--prefer-offline'], { cwd: directory });
  return directory;
}

/** A comment would not do: it deploys nothing. */
const changeExample = (clone: string, text: string) =>
  appendFile(join(clone, 'lambdas/example-lambda/index.js'), `exports.changed = '${text}';\n`);

/**
 * Prints the figures of this repository, on a clone of HEAD in a temporary directory: the checkout and
 * its .local/ stay as they are.
 */
export async function measureRepository(print: Print): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'bench-'));
  try {
    await measureIn(scratch, print);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function measureIn(scratch: string, print: Print): Promise<void> {
  const record = (...[what, promised, figure]: Parameters<typeof describe>) => {
    print(describe(what, promised, figure));
  };
  const clone = await cloneInto(join(scratch, 'first'));
  const turboDeploy = (cwd: string) =>
    timeRun({ command: 'pnpm', args: ['turbo', 'run', 'deploy'], cwd });
  const lambda = join(clone, 'node_modules', '.bin', 'lambda');

  record(
    'lambda --help',
    '150 ms',
    await repeat(10, () => timeRun({ command: lambda, args: ['--help'], cwd: clone })),
  );
  await turboDeploy(clone);
  record(
    'pnpm turbo run deploy, nothing changed',
    '1,500 ms',
    await repeat(7, () => turboDeploy(clone)),
  );

  const fresh = await cloneInto(join(scratch, 'second'));
  await cp(join(clone, '.local'), join(fresh, '.local'), { recursive: true });
  record(
    'the same in a fresh clone whose stage is deployed, once',
    '1,500 ms',
    summarize([await turboDeploy(fresh)]),
  );
  record('the same there again', '1,500 ms', await repeat(7, () => turboDeploy(fresh)));

  let change = 0;
  const deployChange = async () => {
    change += 1;
    await changeExample(clone, String(change));
    return turboDeploy(clone);
  };
  record('one changed lambda until it is live', '4,000 ms', await repeat(5, deployChange));

  const { cold, warm, warmSdk } = await measureInvocations(join(clone, '.local'), deployChange);
  record('cold start in the local AWS', '100 ms', cold);
  record('warm call in the local AWS', '2 ms', warm);
  record('the same through the SDK', 'nothing', warmSdk);
}
