import { mkdtemp, realpath, rm } from 'node:fs/promises';
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
import type { GithubEnvironment, GithubSettings } from '../github/github-settings.ts';
import type { OidcClaims } from '../github/oidc-claims.ts';
import type { Github } from '../github/start-github.ts';
import { runWorkflow } from '../runner/run-workflow.ts';
import type { WorkflowCall } from '../runner/runner-lab.ts';
import type { WorkflowRun } from '../runner/workflow-run.ts';
import { configureAwsCredentials } from '../stand-ins/configure-aws-credentials.ts';
import type { Author } from './author.ts';
import { setUpAccess } from './set-up-access.ts';
import type { Files } from './small-repository.ts';
import { startProxy, type AwsRequest } from './start-proxy.ts';
import { startRunnerLab } from './start-runner-lab.ts';

/** A repository on a GitHub, an account to deploy to that enforces IAM, and somebody who pushes. */
export interface Rehearsal extends AsyncDisposable {
  readonly github: Github;
  readonly aws: LocalAws;
  /** Looks at the account, and changes it, as its owner does. */
  readonly lambda: LambdaClient;
  readonly author: Author;
  /** Awaited before each request of a job to AWS; rejected, the connection is cut. */
  onAwsRequest: (request: AwsRequest) => Promise<void>;
  run(workflow: string, event: GithubEvent, more?: Partial<WorkflowCall>): Promise<WorkflowRun>;
  /** What a function answers through `live`. */
  ask(functionName: string): Promise<unknown>;
  functionNames(): Promise<readonly string[]>;
  /** The version that `live` names. */
  liveVersion(functionName: string): Promise<string | undefined>;
}

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/**
 * Starts all of it, with a first commit of these files on `main`, not pushed yet.
 *
 * @param stages - what the repository is set up for: none, the first stage, or production after it
 */
export async function startRehearsal(
  files: Files,
  stages: readonly string[] = ['dev'],
): Promise<Rehearsal> {
  const directory = await realpath(await mkdtemp(join(tmpdir(), 'rehearsal-')));
  const aws = await startLocalAws({ stateDirectory: join(directory, 'aws'), enforceIam: true });
  const proxy = await startProxy(aws.url, (request) => rehearsal.onAwsRequest(request));
  const lambda = new LambdaClient({ endpoint: aws.url, region: aws.region, credentials });
  const { lab, author } = await startRunnerLab(directory, files, {
    standIns: { 'aws-actions/configure-aws-credentials': configureAwsCredentials(proxy.url) },
    mint: (claims) => mintToken(aws.url, claims),
  });
  const { github } = lab;
  github.settings = await readSettings(stages, author.directory, aws.url);
  const rehearsal: Rehearsal = {
    github,
    aws,
    lambda,
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
    async functionNames() {
      const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
      return Functions.map(({ FunctionName = '' }) => FunctionName).toSorted();
    },
    async liveVersion(functionName) {
      const alias = { FunctionName: functionName, Name: 'live' };
      return (await lambda.send(new GetAliasCommand(alias))).FunctionVersion;
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

/** As docs/pipeline.md says: roles by `lambda bootstrap`, and environments that only `main` deploys to. */
async function readSettings(
  stages: readonly string[],
  clone: string,
  endpoint: string,
): Promise<GithubSettings> {
  const [first] = stages;
  let vars: Record<string, string> = {};
  const environments: Record<string, GithubEnvironment> = {};
  for (const stage of stages) {
    const set = await setUpAccess(clone, { stage, repository: 'acme/penguins', endpoint });
    const place = stage === first ? 'DEPLOY_STAGE' : 'PRODUCTION_STAGE';
    const varsOf = (wanted: string) =>
      Object.fromEntries(
        set
          .filter(({ of, where = place }) => of === wanted && where === place)
          .map(({ name, value }) => [name, value]),
      );
    environments[stage] = { vars: varsOf(`environment ${stage}`), branches: ['main'] };
    vars = { ...vars, [place]: stage, ...varsOf('repository') };
  }
  return { vars, secrets: {}, environments };
}

async function mintToken(endpoint: string, claims: OidcClaims): Promise<string> {
  const body = JSON.stringify(claims);
  const response = await fetch(`${endpoint}/_local/oidc-token`, { method: 'POST', body });
  return ((await response.json()) as { readonly value: string }).value;
}
