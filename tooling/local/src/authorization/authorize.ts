import type { Protocol } from '../service.ts';
import type { State } from '../state/state.ts';
import type { Caller, SessionCaller } from './caller.ts';
import type { AuthorizationLog } from './authorization-log.ts';
import { actionRule } from './action-rules.ts';
import { describeDenial } from './describe-denial.ts';
import type { ActionInput, AskedRequest, NeededAction } from './needed-action.ts';
import { openSurroundings } from './open-surroundings.ts';
import { denialOf, type IdentityDocuments } from './permissions-of.ts';

/** A request that was read and checked. */
export interface AuthorizableRequest {
  readonly service: string;
  readonly protocol: Protocol;
  readonly operation: string;
  readonly input: ActionInput;
  readonly caller: Caller;
  readonly request: AskedRequest;
}

export interface AuthorizerOptions {
  readonly state: State;
  readonly accountId: string;
  readonly region: string;
  readonly now: () => Date;
  /** Refuse what is not allowed. */
  readonly enforces: boolean;
  readonly log?: AuthorizationLog | undefined;
}

/**
 * Holds a request against the policies of whoever sends it.
 *
 * @returns the actions that are not allowed, and that the answer only leaves something out for
 * @throws AwsError for the first action that is not allowed
 */
export async function authorize(
  asked: AuthorizableRequest,
  options: AuthorizerOptions,
): Promise<ReadonlySet<string>> {
  const { service, operation, caller } = asked;
  if (caller.kind === 'root' && options.log === undefined) return none;
  const documents: IdentityDocuments = {
    roles: await options.state.collection('iam/roles'),
    policies: await options.state.collection('iam/policies'),
  };
  const withheld = new Set<string>();
  for (const needed of await neededActions(asked, options)) {
    const denial =
      caller.kind === 'root'
        ? undefined
        : denialOf(caller, requestOf(needed, caller, options), documents);
    options.log?.add({
      caller: callerArn(caller, options),
      ...(caller.kind === 'root' && { accessKeyId: caller.accessKeyId }),
      operation: `${service}:${operation}`,
      action: needed.action,
      resource: needed.resource,
      allowed: denial === undefined,
    });
    if (denial === undefined || caller.kind === 'root' || !options.enforces) continue;
    if (!needed.isOptional) throw describeDenial({ ...asked, caller, needed, denial });
    withheld.add(needed.action);
  }
  return withheld;
}

const none: ReadonlySet<string> = new Set();

async function neededActions(
  { service, operation, input, request }: AuthorizableRequest,
  options: AuthorizerOptions,
): Promise<readonly NeededAction[]> {
  const rule = actionRule(service, operation);
  // Not to be known is not to be allowed; a test sees to it that there is none.
  if (rule === undefined) return [{ action: `${service}:${operation}`, resource: '*' }];
  return rule(input, await openSurroundings(service, options), request);
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
function requestOf(
  { action, resource, context }: NeededAction,
  caller: SessionCaller,
  { accountId, region, now }: AuthorizerOptions,
) {
  return {
    action,
    resource,
    context: {
      'aws:PrincipalAccount': accountId,
      'aws:PrincipalArn': caller.roleArn,
      'aws:PrincipalType': 'AssumedRole',
      'aws:userid': caller.userId,
      'aws:RequestedRegion': region,
      'aws:SecureTransport': 'false',
      'aws:EpochTime': String(Math.floor(now().getTime() / 1000)),
      'aws:ResourceAccount': accountId,
      ...context,
    },
  };
}

const callerArn = (caller: Caller, { accountId }: AuthorizerOptions): string =>
  caller.kind === 'root' ? `arn:aws:iam::${accountId}:root` : caller.arn;
