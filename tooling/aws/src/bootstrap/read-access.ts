import {
  GetOpenIDConnectProviderCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  type IAMClient,
  type Tag,
} from '@aws-sdk/client-iam';
import type { FoundAccess, FoundRole, WantedAccess } from '@tooling/core/bootstrap';
import type { AwsClients } from '../clients.ts';
import { isAwsError } from '../translate-error.ts';

/** Reads what an account has of what it shall have. */
export async function readAccess(
  clients: Pick<AwsClients, 'iam'>,
  { provider, boundary, roles }: WantedAccess,
): Promise<FoundAccess> {
  const iam = await clients.iam();
  const [foundProvider, foundBoundary, ...foundRoles] = await Promise.all([
    ifThere(readProvider(iam, provider.arn)),
    boundary && ifThere(readBoundary(iam, boundary.arn)),
    ...roles.map(async ({ name }) => [name, await ifThere(readRole(iam, name))] as const),
  ]);
  return {
    provider: foundProvider,
    boundary: foundBoundary,
    roles: Object.fromEntries(
      foundRoles.flatMap(([name, role]) => (role === undefined ? [] : [[name, role] as const])),
    ),
  };
}

async function ifThere<Value>(reading: Promise<Value>): Promise<Value | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (isAwsError(error, 'NoSuchEntityException', 'NoSuchEntity')) return undefined;
    throw error;
  }
}

async function readProvider(iam: IAMClient, OpenIDConnectProviderArn: string) {
  const { ClientIDList = [] } = await iam.send(
    new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn }),
  );
  return { audiences: ClientIDList };
}

async function readBoundary(iam: IAMClient, PolicyArn: string) {
  const { Policy: { Tags, DefaultVersionId } = {} } = await iam.send(
    new GetPolicyCommand({ PolicyArn }),
  );
  const { PolicyVersion } = await iam.send(
    new GetPolicyVersionCommand({ PolicyArn, VersionId: DefaultVersionId }),
  );
  return { tags: tagsOf(Tags), document: parse(PolicyVersion?.Document) };
}

async function readRole(iam: IAMClient, RoleName: string): Promise<FoundRole> {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  const [{ PolicyNames = [] }, { AttachedPolicies = [] }] = await Promise.all([
    iam.send(new ListRolePoliciesCommand({ RoleName })),
    iam.send(new ListAttachedRolePoliciesCommand({ RoleName })),
  ]);
  const policies = await Promise.all(
    PolicyNames.map(async (PolicyName) => {
      const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
      return [PolicyName, parse(PolicyDocument)] as const;
    }),
  );
  return {
    arn: Role?.Arn ?? '',
    tags: tagsOf(Role?.Tags),
    trust: parse(Role?.AssumeRolePolicyDocument),
    policies: Object.fromEntries(policies),
    attached: AttachedPolicies.map(({ PolicyArn = '' }) => PolicyArn),
  };
}

const tagsOf = (tags: readonly Tag[] = []): Readonly<Record<string, string>> =>
  Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));

/** Documents are URL-encoded in IAM's answers. */
const parse = (document = 'null'): unknown => JSON.parse(decodeURIComponent(document));
