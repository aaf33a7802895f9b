import {
  planDeployment,
  type ArtifactManifest,
  type BuiltCandidate,
  type FunctionPlan,
  type LambdaConfig,
  type PreflightContext,
} from '../src/index.ts';
import { artifactOf, commit, liveOf, stage, want } from './examples.ts';

export const account = '123456789012';

/** What is to be deployed, and over what. */
export interface Situation {
  readonly config?: LambdaConfig;
  readonly artifact?: Partial<ArtifactManifest>;
  readonly today?: string;
  /** The runtime that live has; nothing is live without. */
  readonly liveRuntime?: string;
  readonly codeSigning?: PreflightContext['codeSigning'];
  readonly candidate?: Partial<BuiltCandidate>;
}

/** What is planned of it with preflight. */
export function plan({
  config,
  artifact,
  today,
  liveRuntime,
  codeSigning,
  candidate,
}: Situation): FunctionPlan {
  const wanted = want(config);
  const built = { ...artifactOf('a'), ...artifact };
  const live = liveOf(wanted, artifactOf('b'));
  const settings = { ...live.settings, runtime: liveRuntime ?? '' };
  const [planned] = planDeployment({
    service: 'penguins',
    stage: stage.name,
    account,
    region: stage.region,
    commit,
    preflight: { region: stage.region, account, today: today ?? '2026-11-23', codeSigning },
    candidates: [
      {
        wanted,
        graphHash: 'graph-b',
        state:
          liveRuntime === undefined
            ? { kind: 'absent' }
            : { kind: 'live', live: { ...live, settings } },
        artifact: built,
        ...candidate,
      },
    ],
    owned: [],
    functionNames: [],
  }).functions;
  if (planned === undefined) throw new Error('nothing was planned');
  return planned;
}

/** Everything that AWS would refuse of it. */
export const problemsOf = (situation: Situation) => {
  const planned = plan(situation);
  return planned.action === 'blocked' ? planned.failure.problems : [];
};

/** ARN of a code signing configuration. */
export const signing = (region: string, owner = account) =>
  `arn:aws:lambda:${region}:${owner}:code-signing-config:csc-0123456789abcdef0`;
