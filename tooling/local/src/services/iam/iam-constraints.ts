import type { Constraint, Constraints } from '../../protocols/constraint.ts';

/**
 * What IAM asks of the members of its requests.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html (read November 2026)
 */
const name = (maxLength: number): Constraint => ({
  minLength: 1,
  maxLength,
  pattern: String.raw`[\w+=,.@-]+`,
});
const roleName = name(64);
const policyName = name(128);
const arn: Constraint = { minLength: 20, maxLength: 2048 };
const document: Constraint = {
  minLength: 1,
  maxLength: 131_072,
  pattern: String.raw`[\u0009\u000A\u000D\u0020-\u00FF]+`,
};
const path: Constraint = {
  minLength: 1,
  maxLength: 512,
  pattern: String.raw`(\u002F)|(\u002F[\u0021-\u007E]+\u002F)`,
};
const pathPrefix: Constraint = {
  minLength: 1,
  maxLength: 512,
  pattern: String.raw`\u002F[\u0021-\u007E]*`,
};
const description: Constraint = {
  maxLength: 1000,
  pattern: String.raw`[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*`,
};
const tagKey: Constraint = {
  notNull: true,
  minLength: 1,
  maxLength: 128,
  pattern: String.raw`[\p{L}\p{Z}\p{N}_.:/=+\-@]+`,
};
const tagValue: Constraint = {
  notNull: true,
  minLength: 0,
  maxLength: 256,
  pattern: String.raw`[\p{L}\p{Z}\p{N}_.:/=+\-@]*`,
};
const tags: Constraint = { maxLength: 50, items: { members: { Key: tagKey, Value: tagValue } } };
const maxSessionDuration: Constraint = { min: 3600, max: 43_200 };
const paging: Constraints = {
  Marker: { minLength: 1, pattern: String.raw`[\u0020-\u00FF]+` },
  MaxItems: { min: 1, max: 1000 },
};

const versionId: Constraint = { pattern: String.raw`v[1-9][0-9]*(\.[A-Za-z0-9-]*)?` };
const clientId: Constraint = { minLength: 1, maxLength: 255 };

export const iamConstraints: Readonly<Record<string, Constraints>> = {
  CreateRole: {
    Path: path,
    RoleName: roleName,
    AssumeRolePolicyDocument: document,
    Description: description,
    MaxSessionDuration: maxSessionDuration,
    PermissionsBoundary: arn,
    Tags: tags,
  },
  GetRole: { RoleName: roleName },
  ListRoles: { PathPrefix: pathPrefix, ...paging },
  UpdateRole: {
    RoleName: roleName,
    Description: description,
    MaxSessionDuration: maxSessionDuration,
  },
  UpdateAssumeRolePolicy: { RoleName: roleName, PolicyDocument: document },
  PutRolePermissionsBoundary: { RoleName: roleName, PermissionsBoundary: arn },
  DeleteRolePermissionsBoundary: { RoleName: roleName },
  DeleteRole: { RoleName: roleName },
  TagRole: { RoleName: roleName, Tags: tags },
  UntagRole: { RoleName: roleName, TagKeys: { maxLength: 50, items: tagKey } },
  ListRoleTags: { RoleName: roleName, ...paging },
  PutRolePolicy: { RoleName: roleName, PolicyName: policyName, PolicyDocument: document },
  GetRolePolicy: { RoleName: roleName, PolicyName: policyName },
  DeleteRolePolicy: { RoleName: roleName, PolicyName: policyName },
  ListRolePolicies: { RoleName: roleName, ...paging },
  AttachRolePolicy: { RoleName: roleName, PolicyArn: arn },
  DetachRolePolicy: { RoleName: roleName, PolicyArn: arn },
  ListAttachedRolePolicies: { RoleName: roleName, PathPrefix: pathPrefix, ...paging },
  CreatePolicy: {
    PolicyName: policyName,
    Path: path,
    PolicyDocument: document,
    Description: description,
    Tags: tags,
  },
  GetPolicy: { PolicyArn: arn },
  DeletePolicy: { PolicyArn: arn },
  GetPolicyVersion: { PolicyArn: arn, VersionId: versionId },
  ListPolicyVersions: { PolicyArn: arn, ...paging },
  CreatePolicyVersion: { PolicyArn: arn, PolicyDocument: document },
  DeletePolicyVersion: { PolicyArn: arn, VersionId: versionId },
  SetDefaultPolicyVersion: { PolicyArn: arn, VersionId: versionId },
  CreateOpenIDConnectProvider: {
    Url: { minLength: 1, maxLength: 255 },
    ClientIDList: { items: clientId },
    ThumbprintList: { items: { minLength: 40, maxLength: 40 } },
    Tags: tags,
  },
  GetOpenIDConnectProvider: { OpenIDConnectProviderArn: arn },
  DeleteOpenIDConnectProvider: { OpenIDConnectProviderArn: arn },
  AddClientIDToOpenIDConnectProvider: { OpenIDConnectProviderArn: arn, ClientID: clientId },
  RemoveClientIDFromOpenIDConnectProvider: { OpenIDConnectProviderArn: arn, ClientID: clientId },
  TagOpenIDConnectProvider: { OpenIDConnectProviderArn: arn, Tags: tags },
  UntagOpenIDConnectProvider: {
    OpenIDConnectProviderArn: arn,
    TagKeys: { maxLength: 50, items: tagKey },
  },
  ListOpenIDConnectProviderTags: { OpenIDConnectProviderArn: arn, ...paging },
  ListPolicies: {
    Scope: { enum: ['All', 'AWS', 'Local'] },
    PathPrefix: pathPrefix,
    ...paging,
  },
};
