import {
  formatProvenance,
  mergeEnvironment,
  parseProvenance,
  planDeployment,
  type BuiltCandidate,
  type FunctionChange,
  type FunctionPlan,
  type FunctionState,
  type LiveFunction,
  type WantedFunction,
} from '../src/index.ts';
import { commit } from './examples.ts';

/** What a deploy of this one lambda would do. */
export function planOne(candidate: BuiltCandidate): FunctionPlan {
  const plan = planDeployment({
    service: candidate.wanted.ownership.service,
    stage: candidate.wanted.ownership.stage,
    account: '123456789012',
    region: 'eu-central-1',
    commit,
    candidates: [candidate],
    owned: [],
    functionNames: [candidate.wanted.functionName],
  });
  const [planned] = plan.functions;
  if (planned === undefined) throw new Error('nothing was planned');
  return planned;
}

const isDefined = ([, value]: readonly [string, unknown]) => value !== undefined;

const defined = <Fields extends object>(fields: Fields): Partial<Fields> =>
  Object.fromEntries(Object.entries(fields).filter(isDefined)) as Partial<Fields>;

/** What AWS makes of a new function. */
function newFunction({ functionName }: FunctionChange): LiveFunction {
  return {
    functionName,
    functionArn: `arn:aws:lambda:eu-central-1:123456789012:function:${functionName}`,
    version: '0',
    codeSha256: '',
    codeBytes: 0,
    lastModified: '2026-11-23T06:41:12.000+0000',
    settings: {
      handler: '',
      runtime: '',
      architecture: 'x86_64',
      memorySize: 128,
      timeout: 3,
      ephemeralStorage: 512,
      environment: {},
      layers: [],
      tracing: 'PassThrough',
      logging: { format: 'Text' },
      role: `arn:aws:iam::123456789012:role/lambda-deploy/${functionName}-eu-central-1`,
    },
    attributes: { tags: {} },
  };
}

/** What is live after a change was carried out, as AWS keeps it: what is not sent stays. */
export function stateAfter(change: FunctionChange, before: FunctionState): FunctionState {
  const live = before.kind === 'live' ? before.live : newFunction(change);
  const { settings, attributes, artifact } = change;
  const withAttributes: LiveFunction = {
    ...live,
    attributes: {
      ...live.attributes,
      ...defined(attributes),
      tags: { ...live.attributes.tags, ...attributes.tags },
    },
  };
  if (!change.publishes) return { kind: 'live', live: withAttributes };
  const published: LiveFunction = {
    ...withAttributes,
    version: String(Number(live.version) + 1),
    codeSha256: artifact.digest,
    codeBytes: artifact.zipBytes,
    settings: {
      ...live.settings,
      ...defined(settings),
      environment: mergeEnvironment(live.settings.environment, settings.environment),
      logging: { ...live.settings.logging, ...settings.logging },
    },
    provenance: parseProvenance(formatProvenance(change.provenance)),
  };
  return { kind: 'live', live: published };
}

/** Plans and carries out. @returns undefined when nothing is to be done */
export function deployOne(candidate: BuiltCandidate): FunctionState | undefined {
  const planned = planOne(candidate);
  if (planned.action === 'none') return undefined;
  if (planned.action === 'blocked') throw new Error(planned.failure.message);
  return stateAfter(planned, candidate.state);
}

/** A candidate whose function is live like this. */
export function candidateOf(
  wanted: WantedFunction,
  live: LiveFunction,
  rest: Partial<BuiltCandidate> = {},
): BuiltCandidate {
  return { wanted, graphHash: 'graph-a', state: { kind: 'live', live }, ...rest };
}
