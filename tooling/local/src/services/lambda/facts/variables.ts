import { accountId, functionName, region, role } from './fact-lab.ts';
import type { Variables } from './parse-request.ts';
import { zipOf } from '../testing/start-lambda.ts';

const functionArn = `arn:aws:lambda:${region}:${accountId}:function:${functionName}`;
const inRegion = (other: string) => functionArn.replace(region, other);

/** What the placeholders and the phrases in the requests of the facts stand for. */
export const variables: Variables = {
  functionName,
  zip: zipOf(),
  roleArn: role,
  fn_arn: functionArn,
  function_arn: functionArn,
  version_arn: `${functionArn}:1`,
  version: '1',
  qualified_arn_latest: `${functionArn}:$LATEST`,
  function_arn_other_region: inRegion('ap-southeast-1'),
  'ARN of another region': inRegion('eu-west-3'),
  function_arn_other_account: functionArn.replace(accountId, '222222222222'),
  concurrent_executions: 1000,
  'concurrent_executions + 1': 1001,
  '129 chars': 'a'.repeat(129),
  nonexisting: 'doesnotexist',
  'own arn': functionArn,
  'arn of nonexisting function': functionArn.replace(functionName, 'doesnotexist'),
  'arn with service iam': functionArn.replace(':lambda:', ':iam:'),
  'ARN of nonexisting function': functionArn.replace(functionName, 'doesnotexist'),
  'alias that does not exist': 'doesnotexist',
  'malformed arn': functionArn.replace(':lambda:', ':_-/!lambda:'),
  fn_alias: 'alias',
  existing: functionName,
  invalid_value: 'InvalidValue',
  csc_arn_invalid: `arn:aws:lambda:${region}:${accountId}:code-signing-config:csc-abcdefg0123456789`,
  account_id: accountId,
  bucketArn: 'arn:aws:s3:::a-bucket',
  s3_bucket: 'code-of-functions',
  config: {},
  sid: 's3',
  action: 'lambda:InvokeFunction',
  principal: 's3.amazonaws.com',
  alias_name: 'permission-alias',
  non_existing_version: '77',
  non_existing_alias: 'alias-doesnotexist',
  layerArn: `arn:aws:lambda:${region}:${accountId}:layer:${functionName}`,
  'arn of nonexisting layer': `arn:aws:lambda:${region}:${accountId}:layer:doesnotexist`,
  'random uuid': '5d0c4a67-6a3c-4b6f-8a3e-0c9b8f0a7c11',
  stream_arn: `arn:aws:kinesis:${region}:${accountId}:stream/stream`,
  sqs: `arn:aws:sqs:${region}:${accountId}:queue`,
  queue_arn_2: `arn:aws:sqs:${region}:${accountId}:queue.fifo`,
  not_existing_queue_arn: `arn:aws:sqs:${region}:${accountId}:none`,
  'MAX_SQS_BATCH_SIZE_FIFO + 1': 11,
  'ARN of a nonexisting event source mapping': `arn:aws:lambda:${region}:${accountId}:event-source-mapping:5d0c4a67-6a3c-4b6f-8a3e-0c9b8f0a7c11`,
};

/** Members that an operation needs and that the requests of some facts leave out. */
export const needed: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  CreateAlias: { FunctionName: functionName, FunctionVersion: '1' },
  CreateFunctionUrlConfig: { FunctionName: functionName, AuthType: 'NONE' },
  UpdateFunctionUrlConfig: { FunctionName: functionName },
  DeleteFunctionUrlConfig: { FunctionName: functionName },
  DeleteFunction: {},
  GetFunction: { FunctionName: functionName },
  Invoke: { FunctionName: functionName },
  PublishVersion: { FunctionName: functionName },
  PutFunctionConcurrency: { FunctionName: functionName },
  TagResource: { Tags: { A: 'B' } },
};
