import { AwsError } from '../aws-error.ts';
import type { ServiceEntry } from '../gateway/service-entry.ts';
import type { WireRequest } from '../protocols/wire.ts';
import { isSessionKey, openSessions, sessionArn, userIdOf } from '../services/sts/sessions.ts';
import type { State } from '../state/state.ts';
import { rootCaller, type Caller } from './caller.ts';

interface Options {
  readonly state: State;
  readonly now: () => Date;
  readonly entry: ServiceEntry;
}

/**
 * Whose session the key of a request is. Other temporary keys, such as those of the functions that run
 * here, are the account's root.
 *
 * @throws AwsError when the session is over, or there never was one of that key and token
 */
export async function identifySession(
  accessKeyId: string,
  { headers, query }: WireRequest,
  { state, now, entry }: Options,
): Promise<Caller> {
  if (!isSessionKey(accessKeyId)) return rootCaller(accessKeyId);
  const session = (await openSessions(state)).get(accessKeyId);
  const token = headers['x-amz-security-token'] ?? query.get('X-Amz-Security-Token');
  if (token === null || session?.sessionToken !== token) throw unknownToken(entry);
  if (now().getTime() >= session.expiresAtMs) throw expiredToken(entry);
  return {
    kind: 'session',
    arn: sessionArn(session),
    userId: userIdOf(session),
    roleArn: session.roleArn,
    accessKeyId,
    sessionPolicies: session.policies,
  };
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html, and S3's own words. */
function expiredToken({ protocol }: ServiceEntry): AwsError {
  if (protocol === 'restXml') {
    return new AwsError(400, 'ExpiredToken', 'The provided token has expired.');
  }
  const message = 'The security token included in the request is expired';
  if (protocol === 'awsQuery') return new AwsError(403, 'ExpiredToken', message);
  return new AwsError(statusOf(protocol), 'ExpiredTokenException', message);
}

function unknownToken({ protocol }: ServiceEntry): AwsError {
  if (protocol === 'restXml') {
    return new AwsError(
      400,
      'InvalidToken',
      'The provided token is malformed or otherwise invalid.',
    );
  }
  const message = 'The security token included in the request is invalid';
  if (protocol === 'awsQuery') return new AwsError(403, 'InvalidClientTokenId', message);
  return new AwsError(statusOf(protocol), 'UnrecognizedClientException', `${message}.`);
}

const statusOf = (protocol: ServiceEntry['protocol']) => (protocol === 'restJson1' ? 403 : 400);
