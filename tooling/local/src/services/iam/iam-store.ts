import { randomInt } from 'node:crypto';
import type { Collection, State } from '../../state/state.ts';
import type { ManagedPolicyDocument, OidcProviderDocument, RoleDocument } from './iam-documents.ts';
import { noSuchEntity } from './iam-errors.ts';

/** What IAM remembers. */
export interface IamStore {
  readonly roles: Collection<RoleDocument>;
  readonly policies: Collection<ManagedPolicyDocument>;
  readonly oidcProviders: Collection<OidcProviderDocument>;
}

export async function openIamStore(state: State): Promise<IamStore> {
  return {
    roles: await state.collection('iam/roles'),
    policies: await state.collection('iam/policies'),
    oidcProviders: await state.collection('iam/oidc-providers'),
  };
}

/** IAM's names differ in more than case. */
export function roleKey(roleName: string): string {
  return roleName.toLowerCase();
}

/** @throws AwsError NoSuchEntity */
export function requireRole({ roles }: IamStore, roleName: string): RoleDocument {
  const role = roles.get(roleKey(roleName));
  if (role === undefined) throw noSuchEntity(`The role with name ${roleName} cannot be found.`);
  return role;
}

export async function saveRole({ roles }: IamStore, role: RoleDocument): Promise<void> {
  await roles.put(roleKey(role.roleName), role);
}

/** `AROA…` for a role, `ANPA…` for a policy: the prefix and 17 characters of base 32. */
export function uniqueId(prefix: 'AROA' | 'ANPA'): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const characters = Array.from({ length: 17 }, () => alphabet[randomInt(alphabet.length)]);
  return prefix + characters.join('');
}
