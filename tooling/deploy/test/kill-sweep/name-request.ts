import type { SeenRequest } from '../proxy.ts';

/** What a call names that is not in its address: a role, a function, a log group. */
const subjects =
  /(?:^|[&"])(?:RoleName|PolicyName|FunctionName|logGroupName|logGroupNamePrefix|resourceArn)(?:=|":")([^&"]+)/g;

/**
 * A request by operation and by what it is about, in the words of the wire: `PUT
 * /2015-03-31/functions/changed/code`, `PutRolePolicy changed-us-east-1 execution`,
 * `Logs_20140328.DeleteLogGroup /aws/lambda/removed`. Two runs name the same request alike.
 */
export function nameRequest({ method, path, body, target }: SeenRequest): string {
  // IAM's calls are forms, and name themselves.
  const action = target ?? /(?:^|&)Action=(\w+)/.exec(body)?.[1];
  const isCreation = method === 'POST' && path.endsWith('/functions');
  if (action === undefined && !isCreation) return `${method} ${path}`;
  const about = [...body.matchAll(subjects)].map(([, subject = '']) => decodeURIComponent(subject));
  return [action ?? `${method} ${path}`, ...about].join(' ');
}

/** Whether it only asks. A call of a function does not: nobody knows what the function does. */
export const isRead = (name: string): boolean =>
  /^(?:GET|HEAD) |^(?:\w+\.)?(?:Get|List|Describe|Filter)|\/operation\/(?:Get|List|Describe)/.test(
    name,
  );

/** The function that it is about: what its sequence of requests is told by. */
export const functionOf = (name: string, functions: readonly string[]): string =>
  functions.find((one) => new RegExp(`\\b${one}\\b`).test(name)) ?? '';
