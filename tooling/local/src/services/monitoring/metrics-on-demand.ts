import type { State } from '../../state/state.ts';
import { lazy } from '../../lazy.ts';
import type { InvocationRecord } from '../lambda/invoke/invocation-record.ts';
import type { MetricStore } from './metric-store.ts';

/** Metrics that are opened when the first one comes, or when somebody asks for one. */
export interface MetricsOnDemand {
  readonly open: () => Promise<MetricStore>;
  /** What Lambda tells CloudWatch of an invocation. It never fails; nobody waits for it. */
  readonly watch: (record: InvocationRecord) => void;
  /** Settles when all is counted that `watch` was told of. */
  readonly counted: () => Promise<void>;
  readonly clear: () => void;
  /** Writes what came. */
  readonly flush: () => Promise<void>;
}

export function metricsOnDemand(state: State, report: (error: unknown) => void): MetricsOnDemand {
  let opened: MetricStore | undefined;
  let watching = Promise.resolve();
  const open = lazy(async () => {
    opened = await (await import('./metric-store.ts')).openMetricStore(state);
    return opened;
  });
  async function add(record: InvocationRecord): Promise<void> {
    const [metrics, { lambdaMetrics }] = await Promise.all([open(), import('./lambda-metrics.ts')]);
    metrics.add(lambdaMetrics(record));
  }
  return {
    open,
    watch(record) {
      watching = Promise.all([watching, add(record).catch(report)]).then(() => undefined);
    },
    counted: () => watching,
    clear: () => opened?.clear(),
    async flush() {
      await watching;
      await opened?.flush().catch(report);
    },
  };
}
