import { describe, expect, it, test } from 'vitest';
import { repositoryRoot } from '../testing/small-repository.ts';
import { checkRules, rules } from './check-rules.ts';
import { checkSchema } from './check-schema.ts';
import { lintWorkflow } from './lint-workflow.ts';
import { readSourceFiles, type SourceFile } from './source-file.ts';

const files = readSourceFiles(repositoryRoot);

describe('the workflows and actions of this repository', () => {
  it('are found', () => {
    const paths = files.map(({ path }) => path);
    expect(paths).toContain('.github/workflows/lambda.yml');
    expect(paths).toContain('.github/actions/set-up/action.yml');
  });

  test.each(files)('$path is what the published schema allows', async (file) => {
    expect(await checkSchema(file)).toEqual([]);
  });

  test.each(files.filter(({ kind }) => kind === 'workflow'))(
    'actionlint finds nothing in $path',
    async (file) => {
      expect(await lintWorkflow(file)).toEqual([]);
    },
  );

  it('keep every rule', () => {
    expect(checkRules(files)).toEqual([]);
  });
});

const commit = '0123456789012345678901234567890123456789';

const workflow = (text: string): SourceFile => ({
  path: '.github/workflows/planted.yml',
  text,
  kind: 'workflow',
});

/** A workflow that keeps every rule: each violation is planted into it alone. */
const good = `name: planted
on:
  push:
permissions: {}
defaults:
  run:
    shell: bash
jobs:
  build:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@${commit} # v7.0.1
        with:
          persist-credentials: false
      - uses: ./.github/actions/set-up
      - run: echo "$NAME"
      - uses: actions/upload-artifact@${commit} # v7.0.1
        with:
          name: builds
  deploy:
    needs: build
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    environment: dev
    concurrency:
      group: deploy
      cancel-in-progress: false
    permissions:
      contents: read
      id-token: write
    steps:
      - uses: ./.github/actions/set-up
      - uses: actions/download-artifact@${commit} # v8.0.1
        with:
          name: builds
      - uses: aws-actions/configure-aws-credentials@${commit} # v6.2.3
`;

const setUp = `name: Set up
description: Installs
inputs:
  cache:
    description: 'true' restores
    default: 'false'
runs:
  using: composite
  steps:
    - if: inputs.cache == 'true'
      uses: actions/cache@${commit} # v6.1.0
      with:
        path: .turbo
        key: turbo
`.replace("'true' restores", 'whether something is restored');

const action = (text: string): SourceFile => ({
  path: '.github/actions/set-up/action.yml',
  text,
  kind: 'action',
});

const found = (text: string, actionText = setUp) =>
  checkRules([workflow(text), action(actionText)]).map(
    ({ rule, line }) => `${rule}:${String(line)}`,
  );

/** Planted violations: what is replaced in the good workflow, by what, and where it is found. */
const planted: readonly (readonly [rule: string, what: string, by: string, line: number])[] = [
  [
    'credentials-after-install',
    '@' + commit + ' # v6.2.3\n',
    `@${commit} # v6.2.3\n      - uses: ./.github/actions/set-up\n`,
    40,
  ],
  [
    'credentials-after-install',
    '@' + commit + ' # v6.2.3\n',
    `@${commit} # v6.2.3\n      - run: pnpm install\n`,
    40,
  ],
  ['job-timeouts', '    timeout-minutes: 5\n    permissions', '    permissions', 10],
  ['least-permissions', 'permissions: {}', 'permissions: read-all', 4],
  ['least-permissions', 'permissions: {}\n', '', 1],
  ['least-permissions', '    permissions:\n      contents: read\n    steps', '    steps', 10],
  ['no-expression-in-run', '"$NAME"', '"${{ github.event.pull_request.title }}"', 19],
  ['no-expression-in-run', '"$NAME"', '"${{ inputs.name }}"', 19],
  ['no-persisted-credentials', 'persist-credentials: false', 'fetch-depth: 0', 15],
  ['pinned-actions', `actions/checkout@${commit} # v7.0.1`, 'actions/checkout@v7', 15],
  ['pinned-actions', `actions/checkout@${commit} # v7.0.1`, `actions/checkout@${commit}`, 15],
  ['pinned-actions', `actions/checkout@${commit} # v7.0.1`, 'docker://alpine', 15],
  ['strict-shell', 'defaults:\n  run:\n    shell: bash\n', '', 1],
  ['trusted-triggers', '  push:', '  pull_request_target:', 3],
  [
    'trusted-triggers',
    '  push:',
    '  workflow_run:\n    workflows: [lambda]\n    types: [completed]',
    4,
  ],
  [
    'uncached-deploys',
    '      - run: echo "$NAME"',
    `      - uses: actions/cache@${commit} # v6.1.0`,
    19,
  ],
  [
    'uncached-deploys',
    'set-up\n      - run',
    "set-up\n        with:\n          cache: 'true'\n      - run",
    18,
  ],
  ['waiting-deploys', 'cancel-in-progress: false', 'cancel-in-progress: true', 24],
  [
    'waiting-deploys',
    '    concurrency:\n      group: deploy\n      cancel-in-progress: false\n',
    '',
    24,
  ],
];

describe('a rule', () => {
  it('has nothing against the workflow that keeps all of them', () => {
    expect(found(good)).toEqual([]);
  });

  test.each(planted)('%s reports %j as %j', (rule, what, by, line) => {
    expect(good).toContain(what);
    expect(found(good.replace(what, by))).toContain(`${rule}:${String(line)}`);
  });

  it('uncached-deploys reports an action whose cache is on by default', () => {
    expect(found(good, setUp.replace("default: 'false'", "default: 'true'"))).toEqual([
      'uncached-deploys:18',
      'uncached-deploys:35',
    ]);
  });

  it('is planted, each of them', () => {
    expect(new Set(planted.map(([rule]) => rule))).toEqual(new Set(rules.map(({ name }) => name)));
  });
});

describe('the published schema', () => {
  test.each([
    ['a field that is none', '    needs: build', '    need: build', "Unexpected value 'need'"],
    ['a job that is not there', 'needs: build', 'needs: test', 'unknown job'],
    ['a context out of its place', 'group: deploy', 'group: ${{ steps.x.outputs.y }}', 'steps'],
  ])('reports %s', async (_, what, by, message) => {
    const findings = await checkSchema(workflow(good.replace(what, by)));
    expect(findings.map((one) => one.message).join('\n')).toContain(message);
  });

  it('reports a field of an action that is none', async () => {
    const findings = await checkSchema(action(setUp.replace('      uses:', '      use:')));
    expect(findings.map((one) => one.message).join('\n')).toContain("Unexpected value 'use'");
  });
});

describe('actionlint', () => {
  test.each([
    [
      'a property that no step gives',
      'cancel-in-progress: false',
      'cancel-in-progress: ${{ needs.x.result == 1 }}',
      'property "x" is not defined',
    ],
    [
      'an image that GitHub has not',
      'runs-on: ubuntu-24.04',
      'runs-on: ubuntu-12.04',
      'ubuntu-12.04',
    ],
    [
      'an action with an input that it has not',
      'persist-credentials: false',
      'persist: false',
      'persist',
    ],
  ])('reports %s', async (_, what, by, message) => {
    const text = good.replace(what, by).replaceAll(`checkout@${commit}`, 'checkout@v4');
    const findings = await lintWorkflow(workflow(text));
    expect(findings.map((one) => one.message).join('\n')).toContain(message);
  });
});
