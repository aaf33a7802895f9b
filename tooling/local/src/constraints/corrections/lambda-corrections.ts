import type { Correction } from '../correction.ts';

const facts = 'facts/aws-facts.json';
const reference = 'https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html';
const region = String.raw`(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}`;

/** What Lambda was recorded to answer, and what its reference has by November 2026. */
export const lambdaCorrections: readonly Correction[] = [
  {
    of: [
      'Arn',
      'CodeSigningConfigArn',
      'DestinationArn',
      'EventSourceMappingArn',
      'FileSystemArn',
      'FunctionName',
      'NamespacedFunctionName',
      'RuntimeVersionArn',
      'TaggableResource',
      'UnqualifiedFunctionName',
    ],
    replace: { pattern: /\[a-z\]\{2\}\(.*?\)\?-\[a-z\]\+-\\d\{1\}/g, by: region },
    source: `${facts}: name/arn, function-url, event-invoke-config and tags`,
  },
  {
    of: ['NamespacedFunctionName'],
    constraint: { maxLength: 256 },
    replace: { pattern: /\\\$LATEST/, by: String.raw`\$LATEST(\.PUBLISHED)?` },
    source: `${facts}: invoke/validation`,
  },
  {
    of: [
      'AddPermission',
      'DeleteFunction',
      'DeleteFunctionEventInvokeConfig',
      'GetFunctionEventInvokeConfig',
      'PutFunctionEventInvokeConfig',
      'PutRuntimeManagementConfig',
      'RemovePermission',
      'UpdateFunctionEventInvokeConfig',
    ].map((operation) => `${operation}Request$FunctionName`),
    target: 'NamespacedFunctionName',
    source: reference,
  },
  {
    of: ['Qualifier'],
    constraint: { pattern: String.raw`\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+` },
    source: 'recorded by localstack: TestLambdaPermissions::test_permission_exceptions',
  },
  {
    of: ['FunctionUrlQualifier'],
    constraint: { pattern: String.raw`((?!^\d+$)^[0-9a-zA-Z-_]+$)` },
    source: `${facts}: function-url`,
  },
  {
    of: ['Version'],
    replace: { pattern: /\\\$LATEST/, by: String.raw`\$LATEST(\.PUBLISHED)?` },
    source: reference,
  },
  { of: ['MemorySize'], constraint: { max: 32_768 }, source: reference },
  {
    of: ['AdditionalVersionWeights$value', 'ArchitecturesList$member'],
    constraint: { notNull: true },
    source: `${facts}: alias and create/validation`,
  },
  {
    of: ['CompatibleArchitectures$member'],
    constraint: { notNull: true },
    source: `${facts}: layers`,
  },
  {
    of: ['LayerList$member'],
    constraint: { maxLength: 2048, notNull: true },
    source: 'recorded by localstack: TestLambdaLayer::test_layer_function_exceptions',
  },
  {
    of: ['LayerVersionArn'],
    constraint: {
      pattern: String.raw`(arn:(aws[a-zA-Z-]*)?:lambda:${region}:\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+)|(arn:[a-zA-Z0-9-]+:lambda:::awslayer:[a-zA-Z0-9-_]+)`,
    },
    source: 'recorded by localstack: TestLambdaLayer',
  },
  {
    of: ['SubnetId'],
    constraint: { minLength: 0, maxLength: 1024, pattern: 'subnet-[0-9a-z]*' },
    source: 'recorded by localstack: TestLambdaFunction::test_vpc_config',
  },
  {
    of: ['SecurityGroupId'],
    constraint: { minLength: 0, maxLength: 1024, pattern: 'sg-[0-9a-zA-Z]*' },
    source: 'recorded by localstack: TestLambdaFunction::test_vpc_config',
  },
  {
    of: ['TaggableResource'],
    replace: { pattern: /code-signing-config/, by: 'layer:([a-zA-Z0-9-_]+)|code-signing-config' },
    source: `${facts}: tags`,
  },
  {
    of: ['TaggableResource'],
    replace: { pattern: /\)$/, by: '|capacity-provider:[a-zA-Z0-9-_]+)' },
    source: `${facts}: tags`,
  },
  {
    of: ['DestinationArn'],
    replace: {
      pattern: /^\$\|/,
      by: String.raw`$$|kafka://([^.]([a-zA-Z0-9\-_.]{0,248}))|`,
    },
    source: `${facts}: event-invoke-config`,
  },
  {
    of: ['InvokeMode'],
    constraint: { enum: ['RESPONSE_STREAM', 'BUFFERED'] },
    source: 'recorded by localstack: TestLambdaUrl',
  },
  {
    of: ['RecursiveLoop'],
    constraint: { enum: ['Terminate', 'Allow'] },
    source: `${facts}: recursion`,
  },
  {
    of: ['EventSourcePosition'],
    constraint: { enum: ['LATEST', 'AT_TIMESTAMP', 'TRIM_HORIZON'] },
    source: `${facts}: esm`,
  },
];
