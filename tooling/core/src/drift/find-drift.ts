import type { LiveSettings } from '../function-settings.ts';
import { isOwnedBy } from '../ownership.ts';
import { compareSettings, compareAttributes } from '../plan/compare-settings.ts';
import type { Change } from '../plan/plan.ts';
import { isUntouchedBuild } from '../plan/same-build.ts';
import { recordedFields } from '../record-attributes.ts';
import { compareTriggers, describeTriggerChange } from '../triggers/compare-triggers.ts';
import { describeTriggers } from '../triggers/describe-trigger.ts';
import { placeOf } from '../triggers/trigger-state.ts';
import type { WantedFunction } from '../wanted-function.ts';
import type { DeclaredSince, Drift, DriftFacts, RoleFacts } from './drift-facts.ts';

const byHand = ({ field, from, to }: Change): Drift => ({
  field,
  deployed: from,
  live: to,
  cause: 'hand',
});

/** Keys whose values differ, or that only one has. The values may be secrets. */
function compareEnvironments(
  from: Readonly<Record<string, string>>,
  to: Readonly<Record<string, string>>,
): readonly Change[] {
  return Object.keys({ ...from, ...to })
    .sort()
    .filter((key) => from[key] !== to[key])
    .map((key) => ({
      field: `environment.${key}`,
      from: Object.hasOwn(from, key) ? '(hidden)' : undefined,
      to: Object.hasOwn(to, key) ? '(hidden)' : undefined,
    }));
}

/** All differences of two versions, whoever declares them. */
export function compareVersions(from: LiveSettings, to: LiveSettings): readonly Change[] {
  return [
    ...compareSettings({ ...from, environment: {} }, { ...to, environment: {} }),
    ...compareEnvironments(from.environment, to.environment),
  ];
}

function findMove({ live, deployed }: DriftFacts): readonly Drift[] {
  if (deployed === undefined) {
    return live.provenance === undefined
      ? [{ field: 'live', live: `version ${live.version}, published by hand`, cause: 'hand' }]
      : [];
  }
  if (deployed.version === live.version) {
    return isUntouchedBuild(live) ? [] : [{ field: 'code', cause: 'hand' }];
  }
  const origin = live.provenance === undefined ? ', published by hand' : '';
  const isSameCode = deployed.codeSha256 === live.codeSha256;
  return [
    {
      field: 'live',
      deployed: `version ${deployed.version}`,
      live: `version ${live.version}${origin}`,
      cause: 'hand',
    },
    ...(isSameCode ? [] : [{ field: 'code', cause: 'hand' } as const]),
    ...compareVersions(deployed.settings, live.settings).map(byHand),
  ];
}

const percents = (weights: Readonly<Record<string, number>>): readonly string[] =>
  Object.entries(weights).map(([version, share]) => `${share * 100} % on version ${version}`);

function findWeights({ strayWeights }: DriftFacts): readonly Drift[] {
  const shares = percents(strayWeights);
  return shares.length === 0
    ? []
    : [{ field: 'live.weights', live: shares.join(', '), cause: 'hand' }];
}

/** Edits that wait in `$LATEST`. The next deploy writes over those that are declared. */
function findLatest({ live, latest, newest }: DriftFacts): readonly Drift[] {
  // What a deploy has prepared and not switched is no edit.
  const isPrepared = newest?.provenance?.artifact === newest?.codeSha256;
  const base = newest !== undefined && isPrepared ? newest : live;
  return [
    ...(latest.codeSha256 === base.codeSha256
      ? []
      : [{ field: '$LATEST.code', cause: 'hand' } as const]),
    ...compareVersions(base.settings, latest.settings)
      .map(byHand)
      .map((drift) => ({ ...drift, field: `$LATEST.${drift.field}` })),
  ];
}

/** AWS keeps no history of these: what was deployed is what is declared, as far as that is the same. */
function findAttributes(
  { live }: DriftFacts,
  { attributes, ownership }: WantedFunction,
  declared: DeclaredSince,
): readonly Drift[] {
  const { tags, reservedConcurrency, logRetentionInDays } = attributes;
  const cause = declared === 'same' ? 'hand' : 'unclear';
  const known = {
    tags,
    reservedConcurrency,
    logRetentionInDays,
    removedTags: attributes.removedTags,
  };
  const isForeign = !isOwnedBy(live.attributes.tags, ownership);
  return compareAttributes(live.attributes, known).map(({ field, from, to }) => ({
    field,
    deployed: to,
    live: from,
    cause: isForeign && field.startsWith('tags.lambda-deploy:') ? 'hand' : cause,
  }));
}

/** Only of members that are declared: what is left out is AWS's to fill in. */
function isAsDeclared(live: unknown, wanted: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) return (live ?? null) === wanted;
  const found = (live ?? {}) as Readonly<Record<string, unknown>>;
  return Object.entries(wanted).every(
    ([key, value]) => value === undefined || found[key] === value,
  );
}

const show = (value: unknown): string | undefined =>
  value === undefined || value === null
    ? undefined
    : typeof value === 'string'
      ? value
      : JSON.stringify(value);

function findRecorded({ recorded }: DriftFacts, { attributes }: WantedFunction): readonly Drift[] {
  return recordedFields
    .filter((field) => Object.hasOwn(recorded, field) && attributes[field] !== undefined)
    .filter((field) => !isAsDeclared(recorded[field], attributes[field]))
    .map((field) => ({
      field,
      deployed: show(attributes[field]),
      live: show(recorded[field]),
      cause: 'hand' as const,
    }));
}

function findRole(role: RoleFacts | undefined): readonly Drift[] {
  if (role === undefined) return [];
  if (!role.isThere) return [{ field: 'role', live: 'deleted', cause: 'hand' }];
  const policy = [
    ...role.addedStatements.map((sid) => `${sid} added`),
    ...role.missingStatements.map((sid) => `${sid} gone`),
  ];
  return [
    ...(policy.length === 0
      ? []
      : [{ field: 'role.policy', live: policy.join(', '), cause: 'hand' } as const]),
    ...(role.otherPolicies.length === 0
      ? []
      : [{ field: 'role.policies', live: role.otherPolicies.join(', '), cause: 'hand' } as const]),
  ];
}

/** What was applied last is what is declared, or nobody knows what it was: a tag has only its fingerprint. */
function findTriggers(
  { live: { functionName, functionArn }, triggers }: DriftFacts,
  { triggers: wanted }: WantedFunction,
): readonly Drift[] {
  if (triggers === undefined) return [];
  const subject = { functionName, place: placeOf(functionArn) };
  // What is there of one in part only is as good as gone, and what is left of another is nobody's trigger.
  const whole = triggers.filter(({ properties }) => Object.keys(properties).length > 0);
  return compareTriggers(whole, describeTriggers(wanted, subject)).flatMap((change): Drift[] => {
    if (change.action === 'add') {
      return [{ field: `triggers.${change.wanted.title}`, live: 'deleted', cause: 'hand' }];
    }
    if (change.action === 'remove') {
      return [{ field: `triggers.${change.live.title}`, live: 'added', cause: 'hand' }];
    }
    return describeTriggerChange(change).map(({ field, from, to }) => ({
      field,
      deployed: to,
      live: from,
      cause: 'hand',
    }));
  });
}

/**
 * What is not as the last deploy left it. A version is frozen with its configuration, so what a deploy has
 * made live is known for certain; of what belongs to the function itself, AWS keeps no history.
 */
export function findDrift(
  facts: DriftFacts,
  wanted: WantedFunction,
  declared: DeclaredSince,
): readonly Drift[] {
  return [
    ...findMove(facts),
    ...findWeights(facts),
    ...findLatest(facts),
    ...findAttributes(facts, wanted, declared),
    ...findRecorded(facts, wanted),
    ...findRole(facts.role),
    ...findTriggers(facts, wanted),
  ];
}
