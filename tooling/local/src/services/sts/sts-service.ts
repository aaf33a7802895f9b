import type { GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import type { RequestContext, Service } from '../../service.ts';
import { assumeRoleOperations, type StsWorld } from './assume-role.ts';
import { stsConstraints } from './sts-constraints.ts';

/** Who calls, and roles to call as. Whose key this STS has not given out is the account's root. */
export function createStsService(world: StsWorld): Service {
  return {
    name: 'sts',
    protocol: 'awsQuery',
    loadClient: () => import('@aws-sdk/client-sts'),
    constraints: stsConstraints,
    operations: { GetCallerIdentity: getCallerIdentity, ...assumeRoleOperations(world) },
    refused: {
      AssumeRole: [
        'Tags',
        'TransitiveTagKeys',
        'SerialNumber',
        'TokenCode',
        'SourceIdentity',
        'ProvidedContexts',
      ],
      AssumeRoleWithWebIdentity: ['ProviderId'],
    },
    ignored: Object.fromEntries(
      ['AssumeRole', 'AssumeRoleWithWebIdentity'].map((operation) => [
        operation,
        { MinimumSessionTokenSize: 'tokens have one size' },
      ]),
    ),
    partly: {
      AssumeRole:
        'of this account; a role that names another one in its trust policy does not spare that one its own permission; AWS lets no root user assume a role, here it is everybody',
      AssumeRoleWithWebIdentity:
        'tokens of `POST /_local/oidc-token` only, which stands in for GitHub',
    },
  };
}

const getCallerIdentity = (
  _input: unknown,
  { accountId, caller }: RequestContext,
): Promise<GetCallerIdentityResponse> =>
  Promise.resolve(
    caller?.kind === 'session'
      ? { UserId: caller.userId, Account: accountId, Arn: caller.arn }
      : { UserId: accountId, Account: accountId, Arn: `arn:aws:iam::${accountId}:root` },
  );
