import type { GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import type { Operation, Service } from '../../service.ts';

/** Who calls: everybody is the account's root here, since access keys are not looked at. */
export function createStsService(): Service {
  const getCallerIdentity: Operation<unknown, GetCallerIdentityResponse> = (
    _input,
    { accountId },
  ) =>
    Promise.resolve({
      UserId: accountId,
      Account: accountId,
      Arn: `arn:aws:iam::${accountId}:root`,
    });
  return {
    name: 'sts',
    protocol: 'awsQuery',
    loadClient: () => import('@aws-sdk/client-sts'),
    operations: { GetCallerIdentity: getCallerIdentity },
  };
}
