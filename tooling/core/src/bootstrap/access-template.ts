import type { AccessRole, WantedAccess } from './want-access.ts';

/**
 * The same as a template of CloudFormation, for accounts that are set up by it. An account has one provider
 * for GitHub's tokens: a parameter says whether it is made.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 */
export function accessTemplate(wanted: WantedAccess): Readonly<Record<string, unknown>> {
  const { place, provider, boundary, roles } = wanted;
  const Tags = Object.entries(wanted.tags).map(([Key, Value]) => ({ Key, Value }));
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `Keyless access of a pipeline to stage ${place.stage} of ${place.service}`,
    Parameters: {
      MakeProvider: {
        Type: 'String',
        AllowedValues: ['yes', 'no'],
        Default: 'yes',
        Description: `no where the account has a provider for ${provider.url} already, with the audience ${provider.audience}`,
      },
    },
    Conditions: { MakesProvider: { 'Fn::Equals': [{ Ref: 'MakeProvider' }, 'yes'] } },
    Resources: {
      Provider: {
        Type: 'AWS::IAM::OIDCProvider',
        Condition: 'MakesProvider',
        // It serves every repository of the account.
        DeletionPolicy: 'Retain',
        Properties: { Url: provider.url, ClientIdList: [provider.audience], Tags },
      },
      ...(boundary !== undefined && {
        Boundary: {
          Type: 'AWS::IAM::ManagedPolicy',
          Properties: {
            ManagedPolicyName: boundary.name,
            Path: boundary.path,
            PolicyDocument: boundary.document,
          },
        },
      }),
      ...Object.fromEntries(roles.map((role) => [logicalId(role), resourceOf(role, Tags)])),
    },
    Outputs: Object.fromEntries(
      roles.map((role) => [
        `${logicalId(role)}Arn`,
        { Value: { 'Fn::GetAtt': [logicalId(role), 'Arn'] } },
      ]),
    ),
  };
}

const logicalId = ({ kind }: AccessRole): string => (kind === 'plan' ? 'PlanRole' : 'DeployRole');

const resourceOf = ({ name, path, description, trust, policies }: AccessRole, Tags: unknown) => ({
  Type: 'AWS::IAM::Role',
  DependsOn: ['Provider'],
  Properties: {
    RoleName: name,
    Path: path,
    Description: description,
    AssumeRolePolicyDocument: trust,
    Policies: Object.entries(policies).map(([PolicyName, PolicyDocument]) => ({
      PolicyName,
      PolicyDocument,
    })),
    Tags,
  },
});
