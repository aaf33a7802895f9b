import { CloudWatchClient, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import {
  CreateCodeSigningConfigCommand,
  CreateFunctionCommand,
  PublishLayerVersionCommand,
} from '@aws-sdk/client-lambda';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { zipFiles } from '@tooling/bundle';
import { account, region, type AccessLab } from './access-lab.ts';
import { createTriggerClients, furnish } from './furnish-triggers.ts';

export const arn = (service: string, rest: string) =>
  `arn:aws:${service}:${region}:${account}:${rest}`;
export const namedRole = `arn:aws:iam::${account}:role/named`;

/** What somebody else makes: what a pipeline does not manage. @returns the ARN of a code signing configuration */
export async function furnishAccount({ stage }: AccessLab): Promise<string> {
  const credentials = { accessKeyId: 'root', secretAccessKey: 'root' };
  const options = { endpoint: stage.aws.url, region, credentials };
  const clients = createTriggerClients(options);
  await furnish(clients);
  const { iam, lambda, s3 } = clients;
  await s3.send(new CreateBucketCommand({ Bucket: 'birds-code' }));
  await new SSMClient(options).send(
    new PutParameterCommand({ Name: '/tests/table', Value: 'birds', Type: 'String' }),
  );
  await new SecretsManagerClient(options).send(
    new CreateSecretCommand({ Name: 'tests-token', SecretString: 'feathers' }),
  );
  await new CloudWatchClient(options).send(
    new PutMetricAlarmCommand({
      AlarmName: 'birds',
      Namespace: 'Birds',
      MetricName: 'Errors',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 3,
      ComparisonOperator: 'GreaterThanThreshold',
    }),
  );
  await iam.send(
    new CreateRoleCommand({
      RoleName: 'named',
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'lambda.amazonaws.com' },
            Action: 'sts:AssumeRole',
          },
        ],
      }),
    }),
  );
  const contents = new TextEncoder().encode('exports.a = 1;\n');
  const ZipFile = zipFiles([{ path: 'nodejs/tool.js', contents }]);
  await lambda.send(new PublishLayerVersionCommand({ LayerName: 'tools', Content: { ZipFile } }));
  const { CodeSigningConfig } = await lambda.send(
    new CreateCodeSigningConfigCommand({
      AllowedPublishers: {
        SigningProfileVersionArns: [arn('signer', '/signing-profiles/birds/abcdefghij')],
      },
      CodeSigningPolicies: { UntrustedArtifactOnDeployment: 'Warn' },
    }),
  );
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: 'prod-theirs',
      Role: namedRole,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Code: {
        ZipFile: zipFiles([
          {
            path: 'index.js',
            contents: new TextEncoder().encode("exports.handler = async () => 'theirs';\n"),
          },
        ]),
      },
    }),
  );
  for (const client of Object.values(clients) as { destroy(): void }[]) client.destroy();
  return CodeSigningConfig?.CodeSigningConfigArn ?? '';
}
