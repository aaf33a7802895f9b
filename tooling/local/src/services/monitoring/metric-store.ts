import type { State } from '../../state/state.ts';
import { addStatistics, type Statistics } from './metric-statistics.ts';

export interface Dimension {
  readonly name: string;
  readonly value: string;
}

/** Which metric: its dimensions are part of its name, in any order. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: readonly Dimension[];
}

/** Values of one metric at one time. */
export interface MetricPoint extends Metric {
  readonly unit: string;
  readonly atMs: number;
  readonly statistics: Statistics;
  /** Kept by the second instead of by the minute. */
  readonly isHighResolution?: boolean | undefined;
}

/** From `fromMs` (included) to `toMs` (excluded). */
export interface Window {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Metrics in memory, a day of them. They are written when the local AWS ends, as one document: a
 * metric has a value for each invocation, and an invocation must not wait for the disk.
 */
export interface MetricStore {
  add(points: readonly MetricPoint[]): void;
  /** The units that a metric has values of. */
  unitsOf(metric: Metric): readonly string[];
  /** undefined when there is no value in the window. @param unit Default: all of them. */
  read(metric: Metric, window: Window, unit?: string): Statistics | undefined;
  clear(): void;
  flush(): Promise<void>;
}

/** Statistics by the beginning of their minute or second, oldest first. */
type Series = Map<number, Statistics>;

export async function openMetricStore(state: State): Promise<MetricStore> {
  const documents = await state.collection<readonly StoredSeries[]>('monitoring/metrics');
  const metrics = new Map<string, Map<string, Series>>();
  for (const [key, unit, values] of documents.get(documentKey) ?? []) {
    unitsIn(metrics, key).set(unit, new Map(values));
  }
  let isDirty = false;

  return {
    add(points) {
      for (const { unit, atMs, statistics, isHighResolution, ...metric } of points) {
        const units = unitsIn(metrics, keyOf(metric));
        const series: Series = units.get(unit) ?? new Map<number, Statistics>();
        units.set(unit, series);
        const resolutionMs = isHighResolution ? 1000 : 60_000;
        const startMs = Math.floor(atMs / resolutionMs) * resolutionMs;
        series.set(startMs, addStatistics(series.get(startMs), statistics));
        dropOld(series, atMs - keptMs);
        isDirty = true;
      }
    },
    unitsOf: (metric) => [...(metrics.get(keyOf(metric))?.keys() ?? [])].sort(),
    read(metric, window, unit) {
      const units = metrics.get(keyOf(metric));
      let read: Statistics | undefined;
      for (const [name, series] of units ?? []) {
        if (unit === undefined || unit === name) read = readWindow(series, window, read);
      }
      return read;
    },
    clear() {
      metrics.clear();
      isDirty = false;
    },
    async flush() {
      if (!isDirty) return;
      isDirty = false;
      const stored = [...metrics].flatMap(([key, units]) =>
        [...units].map(([unit, series]): StoredSeries => [key, unit, [...series]]),
      );
      await documents.put(documentKey, stored);
    },
  };
}

type StoredSeries = readonly [
  key: string,
  unit: string,
  values: readonly (readonly [number, Statistics])[],
];

const documentKey = 'all';
const keptMs = 24 * 60 * 60_000;

function keyOf({ namespace, name, dimensions }: Metric): string {
  const sorted = dimensions.map((one) => [one.name, one.value]).sort();
  return JSON.stringify([namespace, name, sorted]);
}

function unitsIn(metrics: Map<string, Map<string, Series>>, key: string): Map<string, Series> {
  const units = metrics.get(key) ?? new Map<string, Series>();
  metrics.set(key, units);
  return units;
}

/** Values come nearly in order: the oldest are looked at, and no more. */
function dropOld(series: Series, beforeMs: number): void {
  for (const startMs of series.keys()) {
    if (startMs >= beforeMs) return;
    series.delete(startMs);
  }
}

function readWindow(
  series: Series,
  { fromMs, toMs }: Window,
  before: Statistics | undefined,
): Statistics | undefined {
  let read = before;
  for (const [startMs, statistics] of series) {
    if (startMs >= fromMs && startMs < toMs) read = addStatistics(read, statistics);
  }
  return read;
}
