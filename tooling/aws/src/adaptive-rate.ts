/** How many requests a second to send: the whole quota, or less while others use it too. */
export interface AdaptiveRate {
  /** Requests a second at this moment. */
  at(nowMs: number): number;
  /**
   * Told of a refusal. Only the first one of a moment lowers the rate: those that were on their way
   * when it was lowered say nothing new.
   *
   * @param sentMs - when the refused request was sent
   */
  lower(nowMs: number, sentMs: number): void;
}

// Several that share a quota, lowering by a factor and raising by an amount, come to equal shares:
// https://doi.org/10.1016/0169-7552(89)90019-6 (Chiu and Jain, 1989). Gently, because each probing
// beyond the share costs a refusal, ours or a neighbour's.
const loweredTo = 0.7;
const secondsToQuota = 60;
const leastShare = 1 / 30;

export function createAdaptiveRate(quotaPerSecond: number): AdaptiveRate {
  let rate = quotaPerSecond;
  let loweredMs = Number.NEGATIVE_INFINITY;
  const at = (nowMs: number) => {
    const raised = ((nowMs - loweredMs) / 1000) * (quotaPerSecond / secondsToQuota);
    return Math.min(quotaPerSecond, rate + raised);
  };
  return {
    at,
    lower(nowMs, sentMs) {
      if (sentMs <= loweredMs) return;
      rate = Math.max(quotaPerSecond * leastShare, at(nowMs) * loweredTo);
      loweredMs = nowMs;
    },
  };
}
