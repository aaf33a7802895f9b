import type { Denial } from './read-denial.ts';

/**
 * What has to be changed, where, so that a denial goes away: with the statement, ready to be copied.
 *
 * @param operation - that was refused: a role is passed to what it calls
 */
export function describeRemedy(denial: Denial, operation?: string): string {
  const { action, policy, isExplicit, policyArn } = denial;
  const who = nameOf(denial.principal);
  const named = policyArn === undefined ? '' : ` (${policyArn})`;
  const statement = statementOf(denial, operation);
  if (policy === 'scp' || policy === 'rcp') {
    const kind = policy === 'scp' ? 'service control policy' : 'resource control policy';
    return `a ${kind} of the organisation${named} does not let this account do ${action}: whoever administers the organisation has to; no policy in the account can`;
  }
  if (policy === 'trust' || action.startsWith('sts:AssumeRole')) {
    return `the trust policy of the role has to let ${who} assume it: of a workflow it compares repository, branch or environment, and audience; docs/pipeline.md has one`;
  }
  const place = placeOf(denial, who);
  if (isExplicit) {
    return `a Deny statement of ${place}${named} forbids ${action}: take it out there; no Allow outweighs it`;
  }
  const addition = `add to ${place}: ${statement}`;
  return policy === 'identity' && isBootstrapped(who)
    ? `run \`lambda bootstrap\` again, which brings the policies of its roles up to date, or ${addition}`
    : addition;
}

/** By the names that bootstrap gives: `SERVICE-STAGE-deploy`. */
const isBootstrapped = (who: string) => /^role .+-(?:plan|deploy)$/.test(who);

function placeOf({ policy, resource = 'the resource' }: Denial, who: string): string {
  switch (policy) {
    case 'boundary':
      return `the permissions boundary of ${who}, beside what its own policies allow`;
    case 'session':
      return `the session policy that ${who} was assumed with`;
    case 'endpoint':
      return 'the policy of the VPC endpoint';
    case 'resource':
      return `the policy of ${resource} itself`;
    default:
      return `the policies of ${who}`;
  }
}

/** `role deploy` of the ARN of a session of it. */
function nameOf(arn: string | undefined): string {
  if (arn === undefined) return 'whoever runs this';
  const [, session] = /:assumed-role\/([^/]+)\//.exec(arn) ?? [];
  if (session !== undefined) return `role ${session}`;
  const [, kind, name] = /:(user|role)\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  return kind === undefined ? arn : `${kind} ${name ?? ''}`;
}

function statementOf(denial: Denial, operation: string | undefined): string {
  const { action, policy, principal } = denial;
  return JSON.stringify({
    Effect: 'Allow',
    ...(policy === 'resource' && { Principal: { AWS: roleArnOf(principal) ?? principal } }),
    Action: action,
    Resource: resourceOf(denial),
    ...(action === 'iam:PassRole' && {
      Condition: { StringEquals: { 'iam:PassedToService': passedTo(operation) } },
    }),
  });
}

/** IAM says `role hello`, without account and path. */
function resourceOf({ resource, principal = '' }: Denial): string {
  if (resource === undefined) return '*';
  const [, kind, name] = /^(role|user|policy) (.+)$/.exec(resource) ?? [];
  const [, partition, account] = /^arn:([^:]+):[^:]+:[^:]*:(\d{12}):/.exec(principal) ?? [];
  if (kind === undefined || name === undefined || account === undefined) return resource;
  return `arn:${partition ?? 'aws'}:iam::${account}:${kind}/*${name}`;
}

/** The role of a session: a policy that names the session lets in nobody else of it. */
function roleArnOf(principal = ''): string | undefined {
  const session = /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(principal);
  return session === null
    ? undefined
    : `arn:${session[1] ?? ''}:iam::${session[2] ?? ''}:role/${session[3] ?? ''}`;
}

const passedTo = (operation = ''): string =>
  operation.includes('Schedule') ? 'scheduler.amazonaws.com' : 'lambda.amazonaws.com';
