/** How often each operation was asked for, by what was answered: `GET /_local/requests`. */
export interface RequestCounts {
  readonly since: string;
  readonly total: number;
  /** `lambda:GetFunction` → `200` → 12. Of a connection that a fault broke the status is `cut`. */
  readonly operations: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** Counts requests. It grows with the operations that there are, not with the requests. */
export interface RequestLog {
  count(operation: string, outcome: string): void;
  show(): RequestCounts;
  reset(): void;
}

export function createRequestLog(now: () => Date): RequestLog {
  const counts = new Map<string, Map<string, number>>();
  let since = now();
  return {
    count(operation, outcome) {
      const outcomes = counts.get(operation) ?? new Map<string, number>();
      counts.set(operation, outcomes);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    },
    show() {
      const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
      return {
        since: since.toISOString(),
        total: sorted.reduce((sum, [, outcomes]) => sum + sumOf(outcomes), 0),
        operations: Object.fromEntries(
          sorted.map(([operation, outcomes]) => [operation, Object.fromEntries(outcomes)]),
        ),
      };
    },
    reset() {
      counts.clear();
      since = now();
    },
  };
}

function sumOf(outcomes: ReadonlyMap<string, number>): number {
  return [...outcomes.values()].reduce((sum, count) => sum + count, 0);
}
