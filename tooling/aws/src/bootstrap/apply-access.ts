import {
  AddClientIDToOpenIDConnectProviderCommand,
  CreateOpenIDConnectProviderCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeletePolicyVersionCommand,
  DeleteRolePolicyCommand,
  ListPolicyVersionsCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import type { AccessStep } from '@tooling/core/bootstrap';
import type { AwsClients } from '../clients.ts';

/** Does one thing after the other; each can be repeated, since the next run plans what is left. */
export async function applyAccess(
  clients: Pick<AwsClients, 'iam'>,
  steps: readonly AccessStep[],
): Promise<void> {
  const iam = await clients.iam();
  for (const step of steps) await applyStep(iam, step);
}

async function applyStep(iam: IAMClient, step: AccessStep): Promise<void> {
  switch (step.do) {
    case 'create-provider':
      // Without thumbprints: IAM knows the authorities that GitHub's certificates come from.
      await iam.send(
        new CreateOpenIDConnectProviderCommand({
          Url: step.url,
          ClientIDList: [step.audience],
          Tags: tagsOf(step.tags),
        }),
      );
      return;
    case 'add-audience': {
      const input = { OpenIDConnectProviderArn: step.arn, ClientID: step.audience };
      await iam.send(new AddClientIDToOpenIDConnectProviderCommand(input));
      return;
    }
    case 'create-boundary':
      await iam.send(
        new CreatePolicyCommand({
          PolicyName: step.boundary.name,
          Path: step.boundary.path,
          Description: 'The most that functions may do, whatever their roles are given',
          PolicyDocument: JSON.stringify(step.boundary.document),
          Tags: tagsOf(step.tags),
        }),
      );
      return;
    case 'change-boundary':
      await changePolicy(iam, step.boundary.arn, JSON.stringify(step.boundary.document));
      return;
    case 'create-role':
      await iam.send(
        new CreateRoleCommand({
          RoleName: step.role.name,
          Path: step.role.path,
          Description: step.role.description,
          AssumeRolePolicyDocument: JSON.stringify(step.role.trust),
          Tags: tagsOf(step.tags),
        }),
      );
      return;
    case 'change-trust': {
      const PolicyDocument = JSON.stringify(step.role.trust);
      const input = { RoleName: step.role.name, PolicyDocument };
      await iam.send(new UpdateAssumeRolePolicyCommand(input));
      return;
    }
    case 'put-policy': {
      const PolicyDocument = JSON.stringify(step.document);
      const input = { RoleName: step.role, PolicyName: step.policy, PolicyDocument };
      await iam.send(new PutRolePolicyCommand(input));
      return;
    }
    case 'delete-policy': {
      const input = { RoleName: step.role, PolicyName: step.policy };
      await iam.send(new DeleteRolePolicyCommand(input));
    }
  }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-versioning.html */
const maxVersions = 5;

/** A policy's newest version is the one that counts; the oldest goes where there is no room for it. */
async function changePolicy(
  iam: IAMClient,
  PolicyArn: string,
  PolicyDocument: string,
): Promise<void> {
  const { Versions = [] } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
  const oldest = Versions.filter(({ IsDefaultVersion }) => IsDefaultVersion !== true).toSorted(
    (one, other) => (one.CreateDate?.getTime() ?? 0) - (other.CreateDate?.getTime() ?? 0),
  )[0];
  if (Versions.length >= maxVersions && oldest !== undefined) {
    const { VersionId } = oldest;
    await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }));
  }
  await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault: true }));
}

const tagsOf = (tags: Readonly<Record<string, string>>) =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
