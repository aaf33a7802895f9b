import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';

/** Clients of a local AWS, as anybody makes them. */
export function createClients(aws: { readonly url: string; readonly region: string }) {
  const credentials = { accessKeyId: 'demo', secretAccessKey: 'demo' };
  const configuration = { endpoint: aws.url, region: aws.region, credentials };
  const clients = {
    api: new ApiGatewayV2Client(configuration),
    logs: new CloudWatchLogsClient(configuration),
    s3: new S3Client({ ...configuration, forcePathStyle: true }),
    sns: new SNSClient(configuration),
    sqs: new SQSClient(configuration),
  };
  return {
    ...clients,
    destroy() {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}

export type Clients = ReturnType<typeof createClients>;
