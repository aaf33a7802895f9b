import { randomBytes, randomInt } from 'node:crypto';
import { secretOf } from '../../sigv4/secret-of.ts';
import type { Collection, State } from '../../state/state.ts';
import type { RoleDocument } from '../iam/iam-documents.ts';

/** Somebody's assumed role, by its access key id. */
export interface SessionDocument {
  readonly accessKeyId: string;
  readonly sessionToken: string;
  readonly roleArn: string;
  readonly roleName: string;
  readonly roleId: string;
  readonly sessionName: string;
  /** Inline session policies, and managed ones as they were then. */
  readonly policies: readonly string[];
  readonly expiresAtMs: number;
}

export const openSessions = (state: State): Promise<Collection<SessionDocument>> =>
  state.collection('sts/sessions');

/** Whether a key was given out by this STS, whatever became of the session. */
export const isSessionKey = (accessKeyId: string): boolean => accessKeyId.startsWith(keyPrefix);

const keyPrefix = 'ASIALSTS';

export interface NewSession {
  readonly role: RoleDocument;
  readonly sessionName: string;
  readonly policies: readonly string[];
  readonly durationSeconds: number;
}

/** Begins a session, and forgets those that are over. */
export async function startSession(
  sessions: Collection<SessionDocument>,
  { role, sessionName, policies, durationSeconds }: NewSession,
  now: Date,
) {
  for (const [key, { expiresAtMs }] of sessions.list()) {
    if (expiresAtMs + keptMs < now.getTime()) await sessions.delete(key);
  }
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const rest = Array.from({ length: 12 }, () => alphabet[randomInt(alphabet.length)]).join('');
  const accessKeyId = keyPrefix + rest;
  const session: SessionDocument = {
    accessKeyId,
    sessionToken: randomBytes(96).toString('base64'),
    roleArn: role.arn,
    roleName: role.roleName,
    roleId: role.roleId,
    sessionName,
    policies,
    // AWS tells it in whole seconds.
    expiresAtMs: Math.floor(now.getTime() / 1000) * 1000 + durationSeconds * 1000,
  };
  await sessions.put(accessKeyId, session);
  return {
    Credentials: {
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretOf(accessKeyId),
      SessionToken: session.sessionToken,
      Expiration: new Date(session.expiresAtMs),
    },
    AssumedRoleUser: { AssumedRoleId: userIdOf(session), Arn: sessionArn(session) },
  };
}

/** For so long it is said that a session is over, and not that nobody knows its key. */
const keptMs = 24 * 3600_000;

/** `arn:aws:sts::000000000000:assumed-role/deployer/run-7`: without the role's path. */
export function sessionArn({ roleArn, roleName, sessionName }: SessionDocument): string {
  return `arn:aws:sts::${roleArn.split(':')[4] ?? ''}:assumed-role/${roleName}/${sessionName}`;
}

export const userIdOf = ({ roleId, sessionName }: SessionDocument): string =>
  `${roleId}:${sessionName}`;
