import type { Exchange } from './http-world.ts';

/**
 * Counts the requests to each route of each stage against the limits that are set for it: a bucket that
 * holds ThrottlingBurstLimit and fills at ThrottlingRateLimit a second, by the clock of the local AWS.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
 */
export function createThrottle(now: () => Date): (exchange: Exchange) => boolean {
  const buckets = new Map<string, { tokens: number; atMs: number }>();
  return (exchange) => {
    const { rate, burst } = limitsOf(exchange);
    if (rate === undefined && burst === undefined) return false;
    const capacity = burst ?? Math.max(1, rate ?? 1);
    const key = [exchange.api.id, exchange.stageName, exchange.routeKey].join(' ');
    const nowMs = now().getTime();
    const { tokens, atMs } = buckets.get(key) ?? { tokens: capacity, atMs: nowMs };
    const filled = Math.min(capacity, tokens + ((nowMs - atMs) / 1000) * (rate ?? Infinity));
    const isOver = !(filled >= 1);
    buckets.set(key, { tokens: isOver ? filled : filled - 1, atMs: nowMs });
    return isOver;
  };
}

/** Of a route's own settings those that are given count. */
function limitsOf({ stage, routeKey }: Exchange) {
  const { DefaultRouteSettings, RouteSettings = {} } = stage.settings;
  const own = Object.hasOwn(RouteSettings, routeKey) ? RouteSettings[routeKey] : undefined;
  return {
    rate: own?.ThrottlingRateLimit ?? DefaultRouteSettings?.ThrottlingRateLimit,
    burst: own?.ThrottlingBurstLimit ?? DefaultRouteSettings?.ThrottlingBurstLimit,
  };
}
