import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAnsweringTerminal } from '../test/answering-terminal.ts';
import { createTestClock, jsonLines, runLambda, type RunOptions } from '../test/run-lambda.ts';
import { startNewLambdaLab, type NewLambdaLab } from '../test/new-lambda-lab.ts';

let lab: NewLambdaLab;

beforeEach(async () => {
  lab = await startNewLambdaLab();
  await lab.workspace.write({
    'deploy.config.ts':
      "export default { service: 'tests', stages: { prod: { region: 'eu-central-1', namePrefix: 'the-team-of-prod-' } } };\n",
    'lambdas/Taken/index.js': 'exports.handler = async () => 1;\n',
  });
});

afterEach(() => lab[Symbol.asyncDispose]());

const run = (args: readonly string[], options: Partial<RunOptions> = {}) =>
  runLambda(['new', ...args], { cwd: lab.workspace.root, clock: createTestClock(), ...options });

/** All that the command could write. */
const contents = async () => [await lab.list('lambdas'), await lab.read('pnpm-lock.yaml')];

it('prints what it wrote, what has to be there, and what to do next', async () => {
  const ran = await run(['resize', '--trigger', 'queue'], { env: { PATH: '' } });
  expect(ran).toEqual({
    exitCode: 0,
    err: '',
    out: `wrote lambdas/resize in TypeScript, started by messages of an SQS queue: resize

  lambdas/resize/README.md
  lambdas/resize/events/messages.expect.json
  lambdas/resize/events/messages.json
  lambdas/resize/index.test.ts
  lambdas/resize/index.ts
  lambdas/resize/lambda.config.ts
  lambdas/resize/package.json
  pnpm-lock.yaml

the queue resize has to be there before a deploy: name it under \`local\` in deploy.config.ts for the local AWS; in other stages whoever owns it makes it

NEXT       COMMAND
test it    npx --yes pnpm@12 --filter @lambdas/resize run test
deploy it  npx --yes pnpm@12 lambda deploy resize
call it    npx --yes pnpm@12 lambda invoke resize --event lambdas/resize/events/messages.json
`,
  });
});

it('lists the files with --json, and asks nothing', async () => {
  const { terminal, shown } = createAnsweringTerminal([]);
  const ran = await run(['lambdas/hello/', '--js', '--json'], { terminal });
  expect(jsonLines(ran.out)).toEqual([
    {
      type: 'lambda-written',
      lambda: 'hello',
      files: [
        'lambdas/hello/README.md',
        'lambdas/hello/events/call.expect.json',
        'lambdas/hello/events/call.json',
        'lambdas/hello/index.js',
        'lambdas/hello/index.test.js',
        'lambdas/hello/lambda.config.ts',
        'lambdas/hello/package.json',
        'pnpm-lock.yaml',
      ],
    },
  ]);
  expect(shown()).toBe('');
});

it('says what to run where the lockfile is not understood', async () => {
  const lockfile = "lockfileVersion: '12.0'\n\nimporters:\n\n  .: {}\n";
  await lab.workspace.write({ 'pnpm-lock.yaml': lockfile });
  const ran = await run(['hello'], { env: { PATH: '' } });
  expect(ran.exitCode).toBe(0);
  expect(ran.out).toMatch(/enter it in the lockfile +npx --yes pnpm@12 install\n/);
  expect(await lab.read('pnpm-lock.yaml')).toBe(lockfile);
});

describe('refuses, and writes nothing', () => {
  it.each([
    ['no name', [], 'USAGE', 'what is the lambda called?'],
    ['an empty name', [''], 'NAME_INVALID', 'it takes lower-case letters'],
    ['capitals', ['Hello'], 'NAME_INVALID', 'it takes lower-case letters'],
    ['a path', ['../hello'], 'NAME_INVALID', 'it takes lower-case letters'],
    ['a hidden directory', ['.hello'], 'NAME_INVALID', 'it takes lower-case letters'],
    ['a directory that git ignores', ['dist'], 'NAME_INVALID', 'tools pass over directories'],
    ['another name but for its case', ['taken'], 'NAME_TAKEN', 'lambdas/Taken is there already'],
    [
      'a name that is too long for a function',
      ['n'.repeat(48)],
      'NAME_INVALID',
      'stage prod: "the-team-of-prod-nnn',
    ],
    [
      'a name that is too long for a role',
      ['n'.repeat(40)],
      'NAME_INVALID',
      'the name of the role that is made, has 70 characters',
    ],
    [
      'a name that is too long for the role of a schedule',
      ['n'.repeat(30), '--trigger', 'schedule'],
      'NAME_INVALID',
      'the name of the role that schedules call it by, has 69 characters',
    ],
    ['an unknown trigger', ['hello', '--trigger', 'htpt'], 'USAGE', 'did you mean "http"?'],
    ['--on for nothing', ['hello', '--on', 'x'], 'USAGE', 'give --trigger, too'],
    [
      'a route that is none',
      ['hello', '--trigger', 'http', '--on', '/hello'],
      'USAGE',
      'is no route: a method',
    ],
    [
      'an expression that is none',
      ['hello', '--trigger', 'schedule', '--on', 'cron(0 3 1 * *)'],
      'USAGE',
      'cron(0 3 1 * *)',
    ],
    [
      'a moment that is over',
      ['hello', '--trigger', 'schedule', '--on', 'at(2020-01-01T00:00:00)'],
      'USAGE',
      'never fires: 2020-01-01T00:00:00 in UTC is over',
    ],
    [
      'a bucket that cannot be',
      ['hello', '--trigger', 'bucket', '--on', 'No_Bucket'],
      'USAGE',
      'is not the name of a bucket',
    ],
    [
      'a topic that calls no functions',
      ['hello', '--trigger', 'topic', '--on', 'news.fifo'],
      'USAGE',
      'a FIFO topic calls no function',
    ],
    ['an empty source', ['hello', '--trigger', 'event', '--on', ''], 'USAGE', 'it is empty'],
    ['two names', ['one', 'two'], '', 'too many arguments'],
  ])('%s', async (_what, args, code, message) => {
    const before = await contents();
    const ran = await run(args);
    expect(ran).toMatchObject({ exitCode: 2, out: '' });
    expect(ran.err).toContain(code);
    expect(ran.err).toContain(message);
    expect(await contents()).toEqual(before);
  });

  it('a lambda that is there, whole or not', async () => {
    expect(await run(['hello'])).toMatchObject({ exitCode: 0 });
    const before = await contents();
    const again = await run(['hello', '--js']);
    expect(again).toMatchObject({ exitCode: 2 });
    expect(again.err).toContain('NAME_TAKEN  lambdas/hello is there already');
    await symlink('nowhere', join(lab.workspace.root, 'lambdas/linked'));
    expect(await run(['linked'])).toMatchObject({ exitCode: 2 });
    expect(await contents()).toEqual(before);
  });
});

it('leaves nothing behind when it is interrupted', async () => {
  const before = await contents();
  const ran = await run(['hello'], { signal: AbortSignal.abort() });
  expect(ran).toMatchObject({ exitCode: 1 });
  expect(ran.err).toContain('INTERRUPTED');
  expect(await contents()).toEqual(before);
});

it('leaves nothing behind when it cannot write', async () => {
  await lab.workspace.write({ lambdas: undefined });
  await lab.workspace.write({ lambdas: 'no directory' });
  const ran = await run(['hello']);
  expect(ran).toMatchObject({ exitCode: 2 });
  expect(ran.err).toContain('WORKSPACE_INVALID');
  expect(await lab.read('lambdas')).toBe('no directory');
});

const [down, enter, escape] = ['\u001B[B', '\r', '\u001B'];

describe('on a terminal', () => {
  it('asks for name, trigger and language, and again for what cannot be', async () => {
    const { terminal, shown } = createAnsweringTerminal([
      ['What is it called?', `Hello${enter}`],
      ['it takes lower-case letters', `${'\u007F'.repeat(5)}hello${enter}`],
      ['What starts it?', down + enter],
      ['Which one?', enter],
      ['In which language?', down + enter],
    ]);
    const ran = await run([], { terminal });
    expect(ran, shown()).toMatchObject({ exitCode: 0 });
    expect(ran.out).toContain(
      'wrote lambdas/hello in JavaScript, started by a schedule: cron(0 3 1 * ? *)',
    );
    expect(await lab.read('lambdas/hello/lambda.config.ts')).toContain(
      "triggers: [schedule('cron(0 3 1 * ? *)')]",
    );
  });

  it('asks only for what the command line leaves open', async () => {
    const { terminal, shown } = createAnsweringTerminal([
      ['What starts it?', enter],
      ['Which one?', `POST /orders${enter}`],
    ]);
    const ran = await run(['orders', '--js'], { terminal });
    expect(ran.out, shown()).toContain(
      'in JavaScript, started by an HTTP request, by API Gateway: POST /orders',
    );
    const complete = createAnsweringTerminal([]);
    expect(await run(['hello', '--trigger', 'http'], complete)).toMatchObject({ exitCode: 0 });
    expect(complete.shown()).toBe('');
  });

  it('writes nothing when somebody leaves', async () => {
    const before = await contents();
    const { terminal } = createAnsweringTerminal([
      ['What is it called?', `hello${enter}`],
      ['What starts it?', escape],
    ]);
    const ran = await run([], { terminal });
    expect(ran).toMatchObject({ exitCode: 1 });
    expect(ran.err).toContain('INTERRUPTED  interrupted: nothing was written');
    expect(await contents()).toEqual(before);
  });

  it('refuses a wrong name of the command line before it asks', async () => {
    const { terminal, shown } = createAnsweringTerminal([]);
    expect(await run(['Hello'], { terminal })).toMatchObject({ exitCode: 2 });
    expect(shown()).toBe('');
  });
});
