import type { StateValue } from '@aws-sdk/client-cloudwatch';
import { ruleOf, type AlarmDocument, type AlarmRule, type AlarmState } from './alarm-document.ts';
import { statisticOf } from './metric-statistics.ts';
import type { MetricStore } from './metric-store.ts';

/**
 * The state that an alarm is in now. The clock alone decides, as of the last whole minute (of a
 * metric that is kept by the second: the last ten seconds): nothing has to run in between.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html (read
 * November 2026), with the tables of missing data.
 */
export function evaluateAlarm(
  document: AlarmDocument,
  metrics: MetricStore,
  nowMs: number,
): AlarmState {
  const rule = ruleOf(document);
  const { state } = document;
  const everyMs = rule.periodMs < 60_000 ? 10_000 : 60_000;
  const evaluatedAtMs = Math.floor(nowMs / everyMs) * everyMs;
  if (evaluatedAtMs < state.updatedAtMs) return state;
  const values = readPeriods(rule, metrics, evaluatedAtMs);
  if (state.byHand && values.every(({ value }) => value === undefined)) return state;
  const { value, reason } = judge(rule, values) ?? state;
  if (value === state.value) return state;
  return { value, reason, updatedAtMs: evaluatedAtMs, transitionedAtMs: evaluatedAtMs };
}

interface Period {
  readonly startMs: number;
  readonly value: number | undefined;
}

/** More periods than are judged, newest first: AWS looks further back where values are missing. */
const furtherPeriods = 2;

function readPeriods(rule: AlarmRule, metrics: MetricStore, endMs: number): readonly Period[] {
  const count = rule.evaluationPeriods + furtherPeriods;
  return Array.from({ length: count }, (_, index) => {
    const toMs = endMs - index * rule.periodMs;
    const fromMs = toMs - rule.periodMs;
    const statistics = metrics.read(rule.metric, { fromMs, toMs }, rule.unit);
    const value = statistics === undefined ? undefined : statisticOf(rule.statistic, statistics);
    return { startMs: fromMs, value };
  });
}

interface Judgement {
  readonly value: StateValue;
  readonly reason: string;
}

/** undefined: the state that it has is kept. */
function judge(rule: AlarmRule, periods: readonly Period[]): Judgement | undefined {
  const { evaluationPeriods, datapointsToAlarm, missing } = rule;
  const found = periods.filter(hasValue).slice(0, evaluationPeriods);
  const breaching = found.filter(({ value }) => breaches(rule, value));
  const unknown = evaluationPeriods - found.length;
  if (found.length === 0 && missing === 'missing') {
    return {
      value: 'INSUFFICIENT_DATA',
      reason: `Insufficient Data: ${countOf(unknown)} unknown.`,
    };
  }
  const filled = missing === 'breaching' ? unknown : 0;
  if (breaching.length + filled >= datapointsToAlarm) return crossed(rule, breaching, true, filled);
  // Too few to tell, and none of them says that all is well.
  if (breaching.length === found.length && unknown > 0) {
    if (missing === 'ignore') return undefined;
    if (missing === 'missing') return crossed(rule, breaching, true, 0);
  }
  const fine = found.filter(({ value }) => !breaches(rule, value));
  return crossed(rule, fine, false, missing === 'notBreaching' ? unknown : 0);
}

type FoundPeriod = Period & { readonly value: number };

function hasValue(period: Period): period is FoundPeriod {
  return period.value !== undefined;
}

function breaches({ comparison, threshold }: AlarmRule, value: number): boolean {
  switch (comparison) {
    case 'GreaterThanThreshold':
      return value > threshold;
    case 'GreaterThanOrEqualToThreshold':
      return value >= threshold;
    case 'LessThanThreshold':
      return value < threshold;
    case 'LessThanOrEqualToThreshold':
      return value <= threshold;
    default:
      throw new Error(`${comparison} was accepted and is not known`);
  }
}

/** `Threshold Crossed: 1 datapoint [5.0 (20/11/26 12:00:00)] was greater than the threshold (1.0).` */
function crossed(
  { comparison, threshold }: AlarmRule,
  datapoints: readonly FoundPeriod[],
  isAlarm: boolean,
  filled: number,
): Judgement {
  const shown = datapoints.map(
    ({ value, startMs }) => `${double(value)} (${shortTime(new Date(startMs))})`,
  );
  const count = countOf(datapoints.length + filled, filled > 0);
  const list = shown.length === 0 ? '' : ` [${shown.join(', ')}]`;
  const than = comparisons[comparison] ?? comparison;
  return {
    value: isAlarm ? 'ALARM' : 'OK',
    reason: `Threshold Crossed: ${count.replace(/ (was|were)$/, `${list} $1`)} ${isAlarm ? '' : 'not '}${than} the threshold (${double(threshold)}).`,
  };
}

const comparisons: Readonly<Record<string, string>> = {
  GreaterThanThreshold: 'greater than',
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
};

function countOf(count: number, isFilled = false): string {
  const missing = isFilled ? ' (missing ones counted)' : '';
  return `${String(count)} datapoint${count === 1 ? '' : 's'}${missing} ${count === 1 ? 'was' : 'were'}`;
}

function double(value: number): string {
  return Number.isInteger(value) ? `${String(value)}.0` : String(value);
}

/** `20/11/26 12:00:00` */
function shortTime(date: Date): string {
  const [year = '', month = '', day = '', time = ''] = date.toISOString().split(/[-T.]/);
  return `${day}/${month}/${year.slice(2)} ${time}`;
}
