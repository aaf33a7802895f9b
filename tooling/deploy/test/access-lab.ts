import { AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { AuthorizationRecord } from '@tooling/local';
import { vi } from 'vitest';
import type { Host } from '../src/host.ts';
import { createWorkspace, type Files, type TestWorkspace } from './create-workspace.ts';
import { createTestClock, runLambda, type Ran } from './run-lambda.ts';
import { startStage, type TestStage } from './stage.ts';

export const account = '000000000000';
export const region = 'us-east-1';

type Kind = 'deploy' | 'plan';

/** The temporary keys of a job of GitHub. */
export interface SessionKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** A repository whose pipeline has nothing but what `lambda bootstrap` gave it, and a local AWS that minds it. */
export interface AccessLab extends AsyncDisposable {
  readonly workspace: TestWorkspace;
  readonly stage: TestStage;
  /** Of the stage and of its commands: waiting takes no time. */
  readonly clock: Host['clock'];
  /** Whoever runs the account. */
  asRoot(): void;
  /** Takes the role of a stage, as a job does. */
  as(kind: Kind, stageName?: string, subject?: string): Promise<SessionKeys>;
  /** Runs a command as whoever it is now, and fails where that does not end with `exitCode`. */
  run(args: readonly string[], exitCode?: number): Promise<Ran>;
  /** What sessions of a role asked for. */
  usedBy(kind: Kind, stageName?: string): readonly AuthorizationRecord[];
}

export async function openAccessLab(files: Files): Promise<AccessLab> {
  const workspace = await createWorkspace(files);
  const clock = createTestClock();
  const stage = await startStage({ enforceIam: true, settleMs: 500, now: clock.date });
  const { aws } = stage;
  const setKeys = ({ accessKeyId, secretAccessKey, sessionToken }: SessionKeys) => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', accessKeyId);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', secretAccessKey);
    vi.stubEnv('AWS_SESSION_TOKEN', sessionToken);
  };
  const lab: AccessLab = {
    workspace,
    stage,
    clock,
    asRoot() {
      setKeys({ accessKeyId: 'root', secretAccessKey: 'root', sessionToken: '' });
    },
    async as(kind, stageName = 'prod', subject = subjectOf(kind, stageName)) {
      const keys = await assume(aws.url, `tests-${stageName}-${kind}`, subject);
      setKeys(keys);
      return keys;
    },
    async run(args, exitCode = 0) {
      const ran = await runLambda(args, {
        cwd: workspace.root,
        env: { ...stage.env, AWS_ACCESS_KEY_ID: process.env.AWS_ACCESS_KEY_ID ?? '' },
        clock,
      });
      if (ran.exitCode === exitCode) return ran;
      throw new Error(`lambda ${args.join(' ')}: ${ran.exitCode}\n${ran.out}\n${ran.err}`);
    },
    usedBy(kind, stageName = 'prod') {
      const role = `:assumed-role/tests-${stageName}-${kind}/`;
      return aws.authorizations().filter(({ caller }) => caller.includes(role));
    },
    async [Symbol.asyncDispose]() {
      vi.unstubAllEnvs();
      await stage[Symbol.asyncDispose]();
      await workspace[Symbol.asyncDispose]();
    },
  };
  lab.asRoot();
  return lab;
}

const subjectOf = (kind: Kind, stageName: string) =>
  `repo:owner/name:${kind === 'plan' ? 'pull_request' : `environment:${stageName}`}`;

/** By a token such as GitHub gives to a job. */
async function assume(url: string, role: string, sub: string): Promise<SessionKeys> {
  const answer = await fetch(`${url}/_local/oidc-token`, {
    method: 'POST',
    body: JSON.stringify({ aud: 'sts.amazonaws.com', sub }),
  });
  const { value: WebIdentityToken } = (await answer.json()) as { readonly value: string };
  const credentials = { accessKeyId: 'none', secretAccessKey: 'none' };
  const sts = new STSClient({ endpoint: url, region, credentials });
  const { Credentials } = await sts.send(
    new AssumeRoleWithWebIdentityCommand({
      RoleArn: `arn:aws:iam::${account}:role/lambda-bootstrap/${role}`,
      RoleSessionName: 'job',
      WebIdentityToken,
    }),
  );
  sts.destroy();
  return {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
}
