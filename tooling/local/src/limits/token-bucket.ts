/** Lets so many requests a second through, and as many at once. */
export interface TokenBucket {
  /** 0 when a request may pass, which then counts; else the milliseconds until one may. */
  take(nowMs: number): number;
}

export function createTokenBucket(perSecond: number): TokenBucket {
  // In thousandths, so that whole milliseconds add whole numbers.
  const full = perSecond * perRequest;
  let level = full;
  let filledAt: number | undefined;
  return {
    take(nowMs) {
      const elapsedMs = Math.max(0, nowMs - (filledAt ?? nowMs));
      level = Math.min(full, level + elapsedMs * perSecond);
      filledAt = nowMs;
      if (level < perRequest) return Math.ceil((perRequest - level) / perSecond);
      level -= perRequest;
      return 0;
    },
  };
}

const perRequest = 1000;
