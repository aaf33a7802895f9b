import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  BundleAnswer,
  EventsAnswer,
  FunctionsAnswer,
  GraphAnswer,
  HistoryAnswer,
  Problem,
} from '@tooling/console';
import { startLocalAws, type LocalAws } from '@tooling/local';
import { openConsole } from '../src/console/open-console.ts';
import type { Host } from '../src/index.ts';
import {
  createWorkspace,
  lambdaManifest,
  packageManifest,
  type Files,
  type TestWorkspace,
} from './create-workspace.ts';
import { runLambda, type Ran } from './run-lambda.ts';

/** A workspace, a local AWS with its console, and what a page would ask. */
export interface ConsoleApiLab {
  readonly workspace: TestWorkspace;
  readonly aws: LocalAws;
  readonly stateDirectory: string;
  /** What the console said to its terminal. */
  readonly said: readonly string[];
  readonly lambda: (...args: readonly string[]) => Promise<Ran>;
  /** Asks `/_console/api/PATH`. */
  readonly ask: <Path extends string>(
    path: Path,
    method?: string,
  ) => Promise<{ readonly status: number; readonly body: AnswerTo<Path> }>;
  /** What Ctrl-C does to the console, before the local AWS ends. */
  readonly closeConsole: () => Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

type AnswerTo<Path extends string> = Path extends 'functions'
  ? FunctionsAnswer
  : Path extends 'graph' | 'plan'
    ? GraphAnswer
    : Path extends `functions/${string}/history`
      ? HistoryAnswer
      : Path extends `functions/${string}/events`
        ? EventsAnswer
        : Path extends `functions/${string}/bundle`
          ? BundleAnswer
          : Problem;

export interface ConsoleApiLabOptions {
  readonly overridden?: (() => ReadonlyMap<string, string>) | undefined;
}

export async function startConsoleApiLab(
  files: Files,
  { overridden }: ConsoleApiLabOptions = {},
): Promise<ConsoleApiLab> {
  const workspace = await createWorkspace(files);
  const stateDirectory = await mkdtemp(join(tmpdir(), 'console-'));
  const said: string[] = [];
  const host: Host = {
    cwd: workspace.root,
    // None of these may lead the console's own plans to another place.
    env: { DEPLOY_STAGE: 'production', DEPLOY_ONLY: 'none', AWS_PROFILE: 'a-real-one' },
    out: (text) => said.push(text),
    err: (text) => said.push(text),
    isInteractive: false,
    hasColors: false,
    readStdin: () => Promise.resolve(''),
    signal: new AbortController().signal,
    clock: {
      now: () => performance.now(),
      sleep: (milliseconds) => sleep(milliseconds),
      date: () => new Date(),
    },
  };
  let endpoint = '';
  const console = openConsole({ root: workspace.root, endpoint: () => endpoint, overridden }, host);
  const aws = await startLocalAws({
    stateDirectory,
    pages: console.pages,
    report: (error) => said.push(String(error)),
  });
  endpoint = aws.url;
  return {
    workspace,
    aws,
    stateDirectory,
    said,
    lambda: (...args) =>
      runLambda(args, { cwd: workspace.root, env: { AWS_ENDPOINT_URL: aws.url } }),
    ask: async <Path extends string>(path: Path, method = 'GET') => {
      const answer = await fetch(`${aws.url}/_console/api/${path}`, { method });
      return { status: answer.status, body: (await answer.json()) as AnswerTo<Path> };
    },
    closeConsole: () => console.close(),
    async [Symbol.asyncDispose]() {
      await console.close();
      await aws.close();
      await rm(stateDirectory, { recursive: true, force: true });
      await workspace[Symbol.asyncDispose]();
    },
  };
}

const handler = "export const handler = async () => 'hello';\n";

/** Two lambdas of which one answers HTTP and uses a package; a package that nobody uses. */
export const greetingFiles: Files = {
  'lambdas/hello/package.json': lambdaManifest('hello', ['words']),
  'lambdas/hello/index.js':
    "import { word } from '@packages/words';\nexport const handler = async () => word;\n",
  'lambdas/hello/lambda.config.ts': `export default { triggers: [
    { type: 'functionUrl', authType: 'NONE' },
    { type: 'httpApi', route: 'POST /hello' },
    { type: 'schedule', expression: 'cron(0 3 1 * ? *)' },
  ] };\n`,
  'lambdas/hello/events/greeting.json': '{ "name": "<b>" }\n',
  'lambdas/hello/events/greeting.expect.json': '{ "payload": "hello" }\n',
  'lambdas/hello/events/other.json': '{}\n',
  'lambdas/quiet/package.json': lambdaManifest('quiet'),
  'lambdas/quiet/index.js': handler,
  'packages/words/package.json': packageManifest('words'),
  'packages/words/index.ts': "export const word: string = 'hello';\n",
  'packages/unused/package.json': packageManifest('unused'),
  'packages/unused/index.ts': 'export const nothing = 0;\n',
};
