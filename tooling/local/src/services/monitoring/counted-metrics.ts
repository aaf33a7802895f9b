import type { MetricStore } from './metric-store.ts';

/** Metrics as those read them who want to see every invocation that was answered before. */
export interface CountedMetrics {
  readonly metrics: MetricStore;
  /** To be waited for before metrics are read: nobody waits for it who invokes a function. */
  readonly counted: () => Promise<void>;
}
