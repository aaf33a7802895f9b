import type { AnsweredRequest } from '../proxy.ts';

/** IAM's calls are forms, and name themselves. */
const actionOf = (body: string) => /(?:^|&)Action=(\w+)/.exec(body)?.[1];

/** `PUT …/functions/changed/code`, `CreateRole`: without what differs between two runs alike. */
function nameOf({ method, path, body }: AnsweredRequest): string | undefined {
  const action = actionOf(body);
  if (action !== undefined) return /^(?:Get|List)/.test(action) ? undefined : action;
  return method === 'GET' || !/^\/20\d\d-/.test(path) ? undefined : `${method} ${path}`;
}

/**
 * How often each write was carried out: refused ones changed nothing, and a cut one (status 0) was.
 */
export function countWrites(
  requests: readonly AnsweredRequest[],
): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const request of requests) {
    const name = nameOf(request);
    const isDone = request.status === 0 || (request.status >= 200 && request.status < 300);
    if (name !== undefined && isDone) counts[name] = (counts[name] ?? 0) + 1;
  }
  return Object.fromEntries(
    Object.entries(counts).sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}
