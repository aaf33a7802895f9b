import type {
  AssumeRoleRequest,
  AssumeRoleResponse,
  AssumeRoleWithWebIdentityRequest,
  AssumeRoleWithWebIdentityResponse,
} from '@aws-sdk/client-sts';
import type { JWTPayload } from 'jose';
import { rootCaller, type Caller } from '../../authorization/caller.ts';
import type { RequestContext } from '../../service.ts';
import type { Collection } from '../../state/state.ts';
import { checkIdentityPolicy } from '../iam/check-policy.ts';
import type { RoleDocument } from '../iam/iam-documents.ts';
import { roleKey, type IamStore } from '../iam/iam-store.ts';
import { trustAllows, type TrustRequest } from '../iam/trust-allows.ts';
import { checkToken } from './check-token.ts';
import { startSession, type SessionDocument } from './sessions.ts';
import { accessDenied, validation } from './sts-errors.ts';
import type { TokenIssuer } from './token-issuer.ts';

export interface StsWorld {
  readonly iam: IamStore;
  readonly sessions: Collection<SessionDocument>;
  readonly issuer: TokenIssuer;
}

export const assumeRoleOperations = (world: StsWorld) => ({
  async AssumeRole(input: AssumeRoleRequest, context: RequestContext): Promise<AssumeRoleResponse> {
    const caller = context.caller ?? rootCaller('');
    const role = findRole(world, input.RoleArn);
    const trusted = isTrusting(role, {
      action: 'sts:AssumeRole',
      principals: { AWS: namesOf(caller, context) },
      context: {
        'sts:ExternalId': input.ExternalId,
        'sts:RoleSessionName': input.RoleSessionName,
        'aws:PrincipalAccount': context.accountId,
        'aws:PrincipalArn': caller.kind === 'root' ? undefined : caller.roleArn,
      },
    });
    if (role === undefined || !trusted) {
      const who = caller.kind === 'root' ? rootArn(context) : caller.arn;
      throw accessDenied(
        `User: ${who} is not authorized to perform: sts:AssumeRole on resource: ${input.RoleArn ?? ''}`,
      );
    }
    return begin(world, { role, input }, context);
  },

  async AssumeRoleWithWebIdentity(
    input: AssumeRoleWithWebIdentityRequest,
    context: RequestContext,
  ): Promise<AssumeRoleWithWebIdentityResponse> {
    const role = findRole(world, input.RoleArn);
    const { claims, provider } = await checkToken(input.WebIdentityToken ?? '', world, context);
    const trusted = isTrusting(role, {
      action: 'sts:AssumeRoleWithWebIdentity',
      principals: { Federated: [provider.arn] },
      context: {
        ...claimKeys(claims, provider.url),
        'sts:RoleSessionName': input.RoleSessionName,
        'aws:FederatedProvider': provider.arn,
      },
    });
    if (role === undefined || !trusted) {
      throw accessDenied('Not authorized to perform sts:AssumeRoleWithWebIdentity');
    }
    return {
      ...(await begin(world, { role, input }, context)),
      SubjectFromWebIdentityToken: claims.sub,
      Provider: provider.arn,
      Audience: [claims.aud].flat()[0],
    };
  },
});

/** Of another form it is no role; one that is not there is told as one that may not be assumed. */
function findRole({ iam }: StsWorld, arn = ''): RoleDocument | undefined {
  if (!/^arn:[^:]*:[^:]*:[^:]*:[^:]*:.+/.test(arn)) throw validation(`${arn} is invalid`);
  const role = iam.roles.get(roleKey(arn.split('/').at(-1) ?? ''));
  return role?.arn === arn ? role : undefined;
}

function isTrusting(role: RoleDocument | undefined, request: TrustRequest): boolean {
  return role !== undefined && trustAllows(role.assumeRolePolicyDocument, request);
}

const rootArn = ({ accountId }: RequestContext) => `arn:aws:iam::${accountId}:root`;

/** The account stands for everybody in it. */
function namesOf(caller: Caller, context: RequestContext): readonly string[] {
  const account = [rootArn(context), context.accountId];
  return caller.kind === 'root' ? account : [...account, caller.roleArn, caller.arn];
}

/** `token.actions.githubusercontent.com:sub` and the like: each claim that is a text. */
function claimKeys(claims: JWTPayload, url: string) {
  return Object.fromEntries(
    Object.entries(claims).flatMap(([name, value]) =>
      typeof value === 'string' || Array.isArray(value)
        ? [[`${url}:${name}`, value as string | readonly string[]] as const]
        : [],
    ),
  );
}

interface Beginning {
  readonly role: RoleDocument;
  readonly input: AssumeRoleRequest | AssumeRoleWithWebIdentityRequest;
}

async function begin(
  { iam, sessions }: StsWorld,
  { role, input }: Beginning,
  { now }: RequestContext,
) {
  const { DurationSeconds: durationSeconds = 3600, Policy, PolicyArns = [] } = input;
  if (durationSeconds > role.maxSessionDuration) {
    throw validation(
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  }
  if (Policy !== undefined) checkIdentityPolicy(Policy);
  const managed = PolicyArns.map(({ arn = '' }) => {
    const policy = iam.policies.get(arn);
    if (policy === undefined) throw validation(`${arn} is invalid`);
    return policy.document;
  });
  const policies = [...(Policy === undefined ? [] : [Policy]), ...managed];
  const sessionName = input.RoleSessionName ?? '';
  return startSession(sessions, { role, sessionName, policies, durationSeconds }, now());
}
