import { GetRoleCommand, paginateListRoles, type Role } from '@aws-sdk/client-iam';
import {
  isOwnedBy,
  parseOwnership,
  removingTagKey,
  roleNameOf,
  type Ownership,
} from '@tooling/core';
import pLimit from 'p-limit';
import type { AwsClients } from './clients.ts';
import type { OrphanQuery } from './read-orphan.ts';
import { isAwsError } from './translate-error.ts';

/** An execution role that we made. */
export interface OwnRole {
  readonly name: string;
  readonly arn: string;
}

async function readRole(clients: AwsClients, RoleName: string): Promise<Role | undefined> {
  const iam = await clients.iam();
  try {
    return (await iam.send(new GetRoleCommand({ RoleName }))).Role;
  } catch (error) {
    if (isAwsError(error, 'NoSuchEntityException', 'NoSuchEntity')) return undefined;
    throw error;
  }
}

const tagsOf = ({ Tags = [] }: Role): Readonly<Record<string, string>> =>
  Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value]));

/** The role that was made for a function, under whatever path: known by its name and its tags together. */
export async function findOwnRole(
  clients: AwsClients,
  { functionName, ownership }: OrphanQuery,
): Promise<OwnRole | undefined> {
  const name = roleNameOf(functionName, clients.region);
  const role = await readRole(clients, name);
  if (role === undefined || !isOwnedBy(tagsOf(role), ownership)) return undefined;
  return { name, arn: role.Arn ?? '' };
}

// IAM's quota is not published, and shared by the account.
const readAtOnce = 5;

/** Owners of roles that an interrupted removal has left: it marks them before it deletes the function. */
export async function listAbandonedRoles(
  clients: AwsClients,
  { service, stage }: Pick<Ownership, 'service' | 'stage'>,
  { rolePath, namePrefix }: { readonly rolePath: string; readonly namePrefix: string },
): Promise<readonly Ownership[]> {
  const client = await clients.iam();
  const names: string[] = [];
  for await (const { Roles = [] } of paginateListRoles({ client }, { PathPrefix: rolePath })) {
    names.push(...Roles.map(({ RoleName = '' }) => RoleName));
  }
  const possible = names.filter((name) => name.startsWith(namePrefix));
  const owners = await pLimit(readAtOnce).map(possible, async (name) => {
    const role = await readRole(clients, name);
    const tags = role === undefined ? {} : tagsOf(role);
    const owner = Object.hasOwn(tags, removingTagKey) ? parseOwnership(tags) : undefined;
    const isOurs =
      owner?.service === service &&
      owner.stage === stage &&
      name === roleNameOf(namePrefix + owner.lambda, clients.region);
    return isOurs ? [owner] : [];
  });
  return owners.flat();
}
