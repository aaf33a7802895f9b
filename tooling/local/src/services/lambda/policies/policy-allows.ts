import type { PolicyDocument, PolicyStatement } from '../document/function-document.ts';

/** What a caller that is no identity of the account asks of a function's resource policy. */
export interface PolicyRequest {
  readonly action: 'lambda:InvokeFunction' | 'lambda:InvokeFunctionUrl';
  /** `s3.amazonaws.com`; absent: anybody, as of a function URL without authorisation. */
  readonly service?: string | undefined;
  /** Condition keys as they stand in the policies that Lambda writes: `AWS:SourceArn`. */
  readonly context: Readonly<Record<string, string | undefined>>;
}

/** Whether a function's policy lets somebody in: there is one for each qualifier, and no other counts. */
export function policyAllows(policy: PolicyDocument | undefined, request: PolicyRequest): boolean {
  return policy?.statements.some((statement) => isMet(statement, request)) ?? false;
}

function isMet({ action, principal, condition = {} }: PolicyStatement, request: PolicyRequest) {
  const isAction = action === request.action || action === 'lambda:*' || action === '*';
  return isAction && names(principal, request) && isTrue(condition, request.context);
}

function names(principal: unknown, { service }: PolicyRequest): boolean {
  if (principal === '*') return true;
  if (typeof principal !== 'object' || principal === null || service === undefined) return false;
  return (principal as Readonly<Record<string, unknown>>).Service === service;
}

function isTrue(
  condition: NonNullable<PolicyStatement['condition']>,
  context: PolicyRequest['context'],
): boolean {
  return Object.entries(condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => {
      const given = context[key];
      if (given === undefined) return false;
      return operator === 'ArnLike' ? isLike(wanted, given) : wanted === given;
    }),
  );
}

/** Each of the six parts of an ARN is matched by itself: a star goes over no colon but the last part's. */
function isLike(pattern: string, arn: string): boolean {
  const parts = (text: string) => {
    const all = text.split(':');
    return [...all.slice(0, 5), all.slice(5).join(':')];
  };
  const given = parts(arn);
  return parts(pattern).every((part, index) => wildcard(part).test(given[index] ?? ''));
}

const wildcard = (pattern: string) =>
  new RegExp(
    `^${pattern
      .replaceAll(/[\\^$.+()[\]{}|]/g, String.raw`\$&`)
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    's',
  );
