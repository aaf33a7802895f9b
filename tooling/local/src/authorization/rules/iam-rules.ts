import type { ActionInput, ActionRule, Surroundings } from '../needed-action.ts';
import { all, having, knowing, serviceRules, simple, tagging, textOf } from '../service-rules.ts';

const ofRole = (input: ActionInput, at: Surroundings) => at.role(textOf(input.RoleName)).arn;
const ofPolicy = (input: ActionInput) => textOf(input.PolicyArn);
const ofProvider = (input: ActionInput) => textOf(input.OpenIDConnectProviderArn);

const arnOf =
  (kind: string, rest: (input: ActionInput) => string) =>
  (input: ActionInput, { accountId }: Surroundings) =>
    `arn:aws:iam::${accountId}:${kind}${rest(input)}`;

const newRole = arnOf('role', ({ Path, RoleName }) => textOf(Path ?? '/') + textOf(RoleName));
const newPolicy = arnOf(
  'policy',
  ({ Path, PolicyName }) => textOf(Path ?? '/') + textOf(PolicyName),
);
const newProvider = arnOf('oidc-provider/', ({ Url }) => textOf(Url).replace(/^https:\/\//, ''));
const under = (kind: string) => arnOf(kind, ({ PathPrefix }) => textOf(PathPrefix ?? '/'));

/** The boundary that the request gives, or else the one that the role has. */
const withBoundary = (rule: ActionRule): ActionRule =>
  knowing(rule, (input, at) => ({
    'iam:PermissionsBoundary':
      textOf(input.PermissionsBoundary) ||
      (input.AssumeRolePolicyDocument === undefined
        ? at.role(textOf(input.RoleName)).permissionsBoundary
        : undefined),
  }));

const withTags = (rule: ActionRule): ActionRule =>
  knowing(rule, (input, at) =>
    Object.fromEntries(
      Object.entries(at.role(textOf(input.RoleName)).tags).flatMap(([key, value]) => [
        [`aws:ResourceTag/${key}`, value],
        [`iam:ResourceTag/${key}`, value],
      ]),
    ),
  );

const bounded = (operations: readonly string[]) =>
  Object.fromEntries(
    operations.map((name) => [name, withTags(withBoundary(simple(`iam:${name}`, ofRole)))]),
  );

const attaching = (name: string): ActionRule =>
  knowing(withTags(withBoundary(simple(`iam:${name}`, ofRole))), ({ PolicyArn }) => ({
    'iam:PolicyARN': textOf(PolicyArn),
  }));

const tagged = (operations: readonly string[]) =>
  Object.fromEntries(operations.map((name) => [name, withTags(simple(`iam:${name}`, ofRole))]));

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html */
export const iamRules = serviceRules(
  'iam',
  [
    [
      ofPolicy,
      [
        'CreatePolicyVersion',
        'DeletePolicy',
        'DeletePolicyVersion',
        'GetPolicy',
        'GetPolicyVersion',
        'ListPolicyVersions',
        'SetDefaultPolicyVersion',
        'UntagPolicy',
      ],
    ],
    [
      ofProvider,
      [
        'AddClientIDToOpenIDConnectProvider',
        'DeleteOpenIDConnectProvider',
        'GetOpenIDConnectProvider',
        'ListOpenIDConnectProviderTags',
        'RemoveClientIDFromOpenIDConnectProvider',
        'UntagOpenIDConnectProvider',
      ],
    ],
    [under('policy'), ['ListPolicies']],
    [under('role'), ['ListRoles']],
    [arnOf('oidc-provider/', () => '*'), ['ListOpenIDConnectProviders']],
  ],
  {
    ...bounded([
      'DeleteRolePermissionsBoundary',
      'DeleteRolePolicy',
      'PutRolePermissionsBoundary',
      'PutRolePolicy',
    ]),
    ...tagged([
      'DeleteRole',
      'GetRole',
      'GetRolePolicy',
      'ListAttachedRolePolicies',
      'ListRolePolicies',
      'ListRoleTags',
      'UntagRole',
      'UpdateAssumeRolePolicy',
      'UpdateRole',
    ]),
    TagRole: tagging(withTags(simple('iam:TagRole', ofRole))),
    AttachRolePolicy: attaching('AttachRolePolicy'),
    DetachRolePolicy: attaching('DetachRolePolicy'),
    CreateRole: all(
      tagging(withBoundary(simple('iam:CreateRole', newRole))),
      having('Tags', tagging(simple('iam:TagRole', newRole))),
    ),
    CreatePolicy: all(
      tagging(simple('iam:CreatePolicy', newPolicy)),
      having('Tags', tagging(simple('iam:TagPolicy', newPolicy))),
    ),
    TagPolicy: tagging(simple('iam:TagPolicy', ofPolicy)),
    CreateOpenIDConnectProvider: all(
      tagging(simple('iam:CreateOpenIDConnectProvider', newProvider)),
      having('Tags', tagging(simple('iam:TagOpenIDConnectProvider', newProvider))),
    ),
    TagOpenIDConnectProvider: tagging(simple('iam:TagOpenIDConnectProvider', ofProvider)),
  },
);
