import {
  errorEvidence,
  UserError,
  type DeployEvent,
  type FunctionChange,
  type InvocationCount,
  type Monitor,
} from '@tooling/core';

/** A new version that has a part of the traffic. */
interface Watched {
  readonly change: FunctionChange;
  readonly version: string;
  readonly percent: number;
}

/** What a look at CloudWatch says against the new versions, and what it saw. */
export interface Verdict {
  /** The function that is to blame; of several that name an alarm, the first. */
  readonly failures: ReadonlyMap<FunctionChange, UserError>;
  /** All functions that name an alarm that rings, or fail too often. */
  readonly condemned: ReadonlySet<FunctionChange>;
  readonly seen: Pick<DeployEvent & { type: 'checked' }, 'alarms' | 'versions'>;
}

/** What to look at. */
export interface CheckRequest {
  /** Functions whose alarms count. */
  readonly alarmed: readonly FunctionChange[];
  /** Versions whose errors count. */
  readonly watched: readonly Watched[];
  /** From when on errors are counted. */
  readonly since: Date;
}

/** Looks at the alarms of functions, and at how often their new versions fail. */
export async function checkSwitch(
  monitor: Monitor,
  { alarmed, watched, since }: CheckRequest,
): Promise<Verdict> {
  const failures = new Map<FunctionChange, UserError>();
  const condemned = new Set<FunctionChange>();
  const alarms = [...new Set(alarmed.flatMap(({ switching }) => switching.alarms))].sort();
  const queries = watched.map(({ change: { functionName }, version }) => ({
    functionName,
    version,
  }));
  const [states, counts] = await Promise.all([
    alarms.length === 0 ? [] : monitor.readAlarms(alarms),
    queries.length === 0 ? [] : monitor.countInvocations(queries, since),
  ]);
  for (const { name, state, reason } of states) {
    if (state !== 'ALARM') continue;
    const users = alarmed.filter(({ switching }) => switching.alarms.includes(name));
    const [first] = users;
    if (first === undefined) continue;
    for (const change of users) condemned.add(change);
    if (!failures.has(first)) failures.set(first, ringing(name, reason, users));
  }
  watched.forEach((one, index) => {
    const failure = judge(one, counts[index] ?? { invocations: 0, errors: 0 });
    if (failure === undefined) return;
    condemned.add(one.change);
    failures.set(one.change, failure);
  });
  const versions = queries.map((query, index) => ({
    ...query,
    ...(counts[index] ?? { invocations: 0, errors: 0 }),
  }));
  return { failures, condemned, seen: { alarms, versions } };
}

function ringing(name: string, reason: string, users: readonly FunctionChange[]): UserError {
  const names = users.map(({ functionName }) => functionName);
  const [first = '', ...others] = names;
  const also = others.length === 0 ? [] : [`also named by ${others.join(', ')}`];
  return new UserError('SWITCH_CHECK_FAILED', `${first}: alarm ${name} is in ALARM`, {
    subject: first,
    problems: [...(reason === '' ? [] : [reason]), ...also],
  });
}

function judge(
  { change: { functionName, switching }, version, percent }: Watched,
  { invocations, errors }: InvocationCount,
): UserError | undefined {
  if (switching.type === 'allAtOnce') return undefined;
  const isTelling = invocations >= errorEvidence.invocations || errors >= errorEvidence.errors;
  const rate = (errors / invocations) * 100;
  if (!isTelling || !(rate > switching.maxErrorPercent)) return undefined;
  const message = `${functionName}: version ${version} failed in ${errors} of ${invocations} invocations (${rate.toFixed(1)} %) with ${percent} % of the traffic; ${switching.maxErrorPercent} % are allowed`;
  return new UserError('SWITCH_CHECK_FAILED', message, {
    subject: functionName,
    hint: `see its log, fix it and run the same command again; \`switching.maxErrorPercent\` is the limit, \`--at-once\` switches without asking`,
  });
}
