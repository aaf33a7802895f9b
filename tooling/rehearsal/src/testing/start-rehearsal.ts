import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GetAliasCommand,
  InvokeCommand,
  LambdaClient,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import { startLocalAws, type LocalAws } from '@tooling/local';
import type { GithubEvent } from '../github/github-event.ts';
import { startGithub, type Github } from '../github/start-github.ts';
import { runWorkflow } from '../runner/run-workflow.ts';
import type { WorkflowCall } from '../runner/runner-lab.ts';
import type { WorkflowRun } from '../runner/workflow-run.ts';
import { downloadArtifact, uploadArtifact } from '../stand-ins/artifacts.ts';
import { cache } from '../stand-ins/cache.ts';
import { checkout } from '../stand-ins/checkout.ts';
import { createAuthor, type Author } from './author.ts';
import { fixedCredentials } from './fixed-credentials.ts';
import { installRunnerPrograms } from './runner-programs.ts';
import type { Files } from './small-repository.ts';
import { startProxy, type AwsRequest } from './start-proxy.ts';

/** A repository on a GitHub, an account to deploy to, and somebody who pushes. */
export interface Rehearsal extends AsyncDisposable {
  readonly github: Github;
  readonly aws: LocalAws;
  readonly author: Author;
  /** Awaited before each request of a job to AWS; rejected, the connection is cut. */
  onAwsRequest: (request: AwsRequest) => Promise<void>;
  run(workflow: string, event: GithubEvent, more?: Partial<WorkflowCall>): Promise<WorkflowRun>;
  /** What a function answers through `live`; undefined where there is none. */
  ask(functionName: string): Promise<unknown>;
  functionNames(): Promise<readonly string[]>;
  /** The version that `live` names. */
  liveVersion(functionName: string): Promise<string | undefined>;
}

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** Starts all of it, with a first commit of these files on `main`, not pushed yet. */
export async function startRehearsal(files: Files): Promise<Rehearsal> {
  const directory = await realpath(await mkdtemp(join(tmpdir(), 'rehearsal-')));
  const aws = await startLocalAws({ stateDirectory: join(directory, 'aws') });
  const proxy = await startProxy(aws.url, (request) => rehearsal.onAwsRequest(request));
  const lambda = new LambdaClient({ endpoint: aws.url, region: aws.region, credentials });
  const github = await startGithub({
    directory: join(directory, 'github'),
    fullName: 'acme/penguins',
    settings: {
      vars: {
        DEPLOY_STAGE: 'dev',
        AWS_PLAN_ROLE_ARN: 'arn:aws:iam::000000000000:role/plan',
        AWS_DEPLOY_ROLE_ARN: 'arn:aws:iam::000000000000:role/deploy',
      },
      secrets: {},
      environments: {},
    },
    mint: (claims) => Promise.resolve(JSON.stringify(claims)),
  });
  const path = await installRunnerPrograms(join(directory, 'programs'));
  // Links of the lockfile are relative: every clone is as deep as the author's.
  const author = await createAuthor(github, join(directory, 'author', 'home', 'workspace'));
  await author.commit('first', files);
  let made = 0;
  const lab = {
    github,
    path,
    standIns: {
      'actions/cache': cache,
      'actions/checkout': checkout,
      'actions/download-artifact': downloadArtifact,
      'actions/upload-artifact': uploadArtifact,
      'aws-actions/configure-aws-credentials': fixedCredentials(proxy.url),
    },
    async makeDirectory(name: string) {
      made += 1;
      const path = join(directory, `${name}-${String(made)}`);
      await mkdir(path);
      return path;
    },
  };
  const rehearsal: Rehearsal = {
    github,
    aws,
    author,
    onAwsRequest: () => Promise.resolve(),
    run: (workflow, event, more) =>
      runWorkflow(lab, { path: `.github/workflows/${workflow}`, event, ...more }),
    async ask(functionName) {
      const { Payload } = await lambda.send(
        new InvokeCommand({ FunctionName: functionName, Qualifier: 'live' }),
      );
      return JSON.parse(Buffer.from(Payload ?? []).toString('utf8')) as unknown;
    },
    async liveVersion(functionName) {
      const alias = { FunctionName: functionName, Name: 'live' };
      return (await lambda.send(new GetAliasCommand(alias))).FunctionVersion;
    },
    async functionNames() {
      const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
      return Functions.map(({ FunctionName = '' }) => FunctionName).toSorted();
    },
    async [Symbol.asyncDispose]() {
      lambda.destroy();
      await github.close();
      await proxy.close();
      await aws.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
  return rehearsal;
}
