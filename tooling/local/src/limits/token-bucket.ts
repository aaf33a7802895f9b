/** Lets so many requests a second through, and as many at once. */
export interface TokenBucket {
  /** 0 when a request may pass, which then counts; else the milliseconds until one may. */
  take(nowMs: number): number;
}

export function createTokenBucket(perSecond: number): TokenBucket {
  let tokens = perSecond;
  let filledAt: number | undefined;
  return {
    take(nowMs) {
      const elapsedMs = Math.max(0, nowMs - (filledAt ?? nowMs));
      tokens = Math.min(perSecond, tokens + (elapsedMs / 1000) * perSecond);
      filledAt = nowMs;
      if (tokens < 1) return Math.ceil(((1 - tokens) / perSecond) * 1000);
      tokens -= 1;
      return 0;
    },
  };
}
