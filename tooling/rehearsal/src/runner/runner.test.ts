import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { stepOf } from '../testing/find-in-run.ts';
import { showRun } from '../testing/show-run.ts';
import type { Files } from '../testing/small-repository.ts';
import { startRunnerLab } from '../testing/start-runner-lab.ts';
import { runWorkflow } from './run-workflow.ts';
import type { WorkflowRun } from './workflow-run.ts';

let directory: string;
beforeEach(async () => {
  directory = await realpath(await mkdtemp(join(tmpdir(), 'runner-')));
});
afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

const path = '.github/workflows/one.yml';

/** A workflow of one job, whose steps these are. */
const job = (steps: string, more = '') => `name: one
on:
  push:
permissions: {}
defaults:
  run:
    shell: bash
jobs:
  one:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions:
      contents: read
${more}    steps:
${steps}`;

/** Runs a workflow on a push, with nothing else in the repository but these files. */
async function run(workflow: string, files: Files = {}): Promise<WorkflowRun> {
  const { lab, author } = await startRunnerLab(directory, { [path]: workflow, ...files });
  lab.github.settings = { vars: { STAGE: 'dev' }, secrets: { KEY: 'hush-hush' }, environments: {} };
  try {
    return await runWorkflow(lab, { path, event: await author.push() });
  } finally {
    await lab.github.close();
  }
}

describe('a job', () => {
  it('sees what GitHub sets and nothing of the machine', async () => {
    process.env.REHEARSAL_LEAK = 'leaked';
    const done = await run(
      job('      - name: Show\n        run: env | sort; pwd; ls -A\n').replace(
        'jobs:',
        'env:\n  STAGE: ${{ vars.STAGE }}\njobs:',
      ),
    ).finally(() => delete process.env.REHEARSAL_LEAK);
    const { log } = stepOf(done, 'one', 'Show');
    expect(log).toContain('GITHUB_REPOSITORY=acme/penguins\n');
    expect(log).toContain('GITHUB_REF=refs/heads/main\n');
    expect(log).toContain('STAGE=dev\n');
    expect(log).not.toMatch(/REHEARSAL_LEAK|hush-hush|GITHUB_TOKEN|AWS_/);
    // The workspace is empty until it is checked out.
    expect(log).toMatch(/\/workspace\n$/);
  });

  it('hands on variables, paths, outputs and a summary', async () => {
    const done = await run(
      job(
        `      - id: give
        run: |
          echo 'NAME=value' >> "$GITHUB_ENV"
          printf 'text<<END\\none\\ntwo\\nEND\\n' >> "$GITHUB_OUTPUT"
          mkdir "$RUNNER_TEMP/bin"
          printf '#!/bin/sh\\necho found\\n' > "$RUNNER_TEMP/bin/own"
          chmod +x "$RUNNER_TEMP/bin/own"
          echo "$RUNNER_TEMP/bin" >> "$GITHUB_PATH"
          echo '# Title' >> "$GITHUB_STEP_SUMMARY"
      - name: Take
        env:
          TEXT: \${{ steps.give.outputs.text }}
        run: echo "$NAME"; echo "$TEXT"; own
`,
        '    outputs:\n      text: ${{ steps.give.outputs.text }}\n',
      ),
    );
    expect(stepOf(done, 'one', 'Take').log).toBe('value\none\ntwo\nfound\n');
    expect(done.jobs[0]).toMatchObject({ summary: '# Title\n', outputs: { text: 'one\ntwo' } });
  });

  it('stops at a failure in a pipe, and goes on with what asks for it', async () => {
    const done = await run(
      job(`      - id: may
        continue-on-error: true
        run: exit 3
      - name: Pipe
        if: steps.may.outcome == 'failure'
        run: false | cat
      - name: After
        run: echo never
      - name: Clean
        if: \${{ !cancelled() }}
        run: echo cleaned
      - name: Mourn
        if: failure()
        run: echo "::error title=Sad::it failed%0Atwice"
`),
    );
    expect(done.jobs[0]?.steps.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
      'Run exit 3 failure',
      'Pipe failure',
      'After skipped',
      'Clean success',
      'Mourn success',
    ]);
    expect(done.conclusion).toBe('failure');
    expect(done.jobs[0]?.annotations).toContainEqual({
      level: 'error',
      title: 'Sad',
      message: 'it failed\ntwice',
    });
  });

  it('shows no secret and passes none on', async () => {
    const done = await run(
      job(
        `      - name: Tell
        id: tell
        env:
          KEY: \${{ secrets.KEY }}
        run: |
          echo "::add-mask::whisper"
          echo "$KEY and whisper"
          echo "key=$KEY" >> "$GITHUB_OUTPUT"
          echo "$KEY" >> "$GITHUB_STEP_SUMMARY"
`,
        '    outputs:\n      key: ${{ steps.tell.outputs.key }}\n',
      ),
    );
    expect(stepOf(done, 'one', 'Tell').log).toBe('*** and ***\n');
    expect(done.jobs[0]).toMatchObject({ outputs: {}, summary: '***\n' });
    expect(showRun(done)).not.toContain('hush-hush');
  });

  it('uses an action of the repository once it is checked out', async () => {
    const action = `name: Greet
description: Says hello
inputs:
  who:
    description: whom
    default: nobody
outputs:
  said:
    description: what was said
    value: \${{ steps.say.outputs.said }}
runs:
  using: composite
  steps:
    - id: say
      shell: bash
      env:
        WHO: \${{ inputs.who }}
      run: echo "said=hello $WHO" >> "$GITHUB_OUTPUT"
`;
    const files = { '.github/actions/greet/action.yml': action };
    const steps = `      - id: greet
        uses: ./.github/actions/greet
        with:
          who: \${{ github.actor }}
      - name: Show
        env:
          SAID: \${{ steps.greet.outputs.said }}
        run: echo "$SAID"
`;
    const { lab, author } = await startRunnerLab(directory, { [path]: job(steps), ...files });
    const without = await runWorkflow(lab, { path, event: await author.push() });
    expect(without.jobs[0]?.annotations[0]?.message).toContain('Did you forget to run');
    await author.commit('second', { [path]: job(`      - uses: actions/checkout@v7\n${steps}`) });
    const done = await runWorkflow(lab, { path, event: await author.push() });
    expect(stepOf(done, 'one', 'Show').log).toBe('hello octocat\n');
    await lab.github.close();
  });
});

it('checks out one commit, or all of the history where it is asked for', async () => {
  const steps = (depth: string) => `      - uses: actions/checkout@v7
        with:
          persist-credentials: false
          fetch-depth: ${depth}
      - name: Count
        run: git rev-list --count HEAD; git branch --show-current
      - name: Push
        run: git push origin HEAD:refs/heads/other
`;
  const { lab, author } = await startRunnerLab(directory, { [path]: job(steps('1')) });
  await author.commit('second', { 'README.md': 'second\n' });
  const shallow = await runWorkflow(lab, { path, event: await author.push() });
  expect(stepOf(shallow, 'one', 'Count').log).toBe('1\nmain\n');
  expect(stepOf(shallow, 'one', 'Push').outcome).toBe('failure');
  await author.commit('third', { [path]: job(steps('0')) });
  const whole = await runWorkflow(lab, { path, event: await author.push() });
  expect(stepOf(whole, 'one', 'Count').log).toBe('3\nmain\n');
  await lab.github.close();
});

describe('what the rehearsal does not understand is refused by its name', () => {
  test.each([
    ['an action without a stand-in', job('      - uses: actions/stale@v9\n'), 'actions/stale'],
    [
      'one in a step that is left out',
      job('      - if: false\n        uses: actions/stale@v9\n'),
      'actions/stale',
    ],
    [
      'an input of a stand-in',
      job('      - uses: actions/checkout@v7\n        with:\n          lfs: true\n'),
      'lfs',
    ],
    ['a field of a job', job('      - run: x\n', '    container: node\n'), 'container'],
    ['a field of a step', job('      - run: x\n        tty: true\n'), 'tty'],
    ['a shell', job('      - run: x\n        shell: pwsh\n'), 'bash'],
    ['a runner', job('      - run: x\n').replace('ubuntu-24.04', 'windows-2025'), 'runs-on'],
    ['a workflow command', job("      - run: echo '::set-output name=x::y'\n"), 'set-output'],
    [
      'a context out of its place',
      job('      - run: echo ${{ needs.x }}${{ inputs.y }}${{ jobs.z }}\n'),
      'jobs',
    ],
    ['a function', job("      - if: matches('x')\n        run: x\n"), 'matches'],
    [
      'an event',
      job('      - run: x\n').replace('push:', 'schedule:\n    - cron: 0 0 * * *'),
      'push',
    ],
  ])('%s', async (_, workflow, name) => {
    await expect(run(workflow)).rejects.toThrow(name);
  });
});
