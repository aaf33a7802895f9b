import {
  formatProvenance,
  memoryTagKeys,
  mergeEnvironment,
  parseProvenance,
  planDeployment,
  recordAttributes,
  triggerMarkOf,
  type BuiltCandidate,
  type FunctionAttributes,
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
      vpc: { subnetIds: [], securityGroupIds: [], ipv6AllowedForDualStack: false },
      deadLetter: { targetArn: '' },
      fileSystems: [],
      sourceKmsKeyArn: '',
      kmsKeyArn: '',
      snapStart: { applyOn: 'None' },
      role: `arn:aws:iam::123456789012:role/lambda-deploy/${functionName}-eu-central-1`,
    },
    attributes: { tags: {} },
  };
}

const after = (
  live: FunctionAttributes,
  wanted: FunctionAttributes,
  field: 'reservedConcurrency' | 'logRetentionInDays',
) => (wanted[field] === undefined ? live[field] : (wanted[field] ?? undefined));

/** With what is remembered, without what is declared as null. */
function tagsAfter(
  live: Readonly<Record<string, string>>,
  { attributes, executionRole, triggers }: FunctionChange,
): Readonly<Record<string, string>> {
  const remembered = defined({
    [memoryTagKeys.attributes]: recordAttributes(live, attributes),
    [memoryTagKeys.permissions]: executionRole?.policyHash,
    [memoryTagKeys.triggers]: triggerMarkOf(triggers),
  });
  const removed = [
    memoryTagKeys.permissions,
    memoryTagKeys.triggers,
    ...(attributes.removedTags ?? []),
  ];
  const kept = Object.entries(live).filter(([key]) => !removed.includes(key));
  return { ...Object.fromEntries(kept), ...attributes.tags, ...remembered };
}

/** What is live after a change was carried out, as AWS keeps it: what is not sent stays. */
export function stateAfter(change: FunctionChange, before: FunctionState): FunctionState {
  const live = before.kind === 'live' ? before.live : newFunction(change);
  const { settings, attributes, artifact } = change;
  const withAttributes: LiveFunction = {
    ...live,
    attributes: {
      ...live.attributes,
      reservedConcurrency: after(live.attributes, attributes, 'reservedConcurrency'),
      logRetentionInDays: after(live.attributes, attributes, 'logRetentionInDays'),
      tags: tagsAfter(live.attributes.tags, change),
    },
  };
  if (!change.publishes) return { kind: 'live', live: withAttributes };
  const published: LiveFunction = {
    ...withAttributes,
    version: String(Number(live.version) + 1),
    codeSha256: artifact?.digest ?? live.codeSha256,
    codeBytes: artifact?.zipBytes ?? live.codeBytes,
    settings: {
      ...live.settings,
      ...defined(settings),
      environment: mergeEnvironment(live.settings.environment, settings),
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
