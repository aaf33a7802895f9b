import {
  CreateFunctionRequest$,
  FileSystemConfig$,
  FunctionCode$,
  ImageConfig$,
  LoggingConfig$,
  PublishVersionRequest$,
  UpdateFunctionCodeRequest$,
  UpdateFunctionConfigurationRequest$,
  VpcConfig$,
} from '@aws-sdk/client-lambda';
import { notTaken } from '@tooling/core';
import { expect, test } from 'vitest';

/** Names of the members of a request, as the SDK's schema has them. */
const membersOf = (schema: readonly unknown[]): readonly string[] => schema[4] as string[];

/** What is sent, as far as it is declared or follows from the lambda. */
const handled = {
  configuration: [
    'FunctionName',
    'Role',
    'Handler',
    'Description',
    'Timeout',
    'MemorySize',
    'VpcConfig',
    'Environment',
    'Runtime',
    'DeadLetterConfig',
    'KMSKeyArn',
    'TracingConfig',
    'Layers',
    'FileSystemConfigs',
    'ImageConfig',
    'EphemeralStorage',
    'SnapStart',
    'LoggingConfig',
  ],
  code: ['ZipFile', 'S3Bucket', 'S3Key', 'ImageUri', 'SourceKMSKeyArn'],
};

const { configuration, code } = handled;

/** By request or part of one. CodeSigningConfigArn has a request of its own. */
const schemas = {
  CreateFunction: [
    CreateFunctionRequest$,
    [...configuration, 'Code', 'PackageType', 'Tags', 'Architectures', 'CodeSigningConfigArn'],
  ],
  UpdateFunctionConfiguration: [
    UpdateFunctionConfigurationRequest$,
    [...configuration, 'RevisionId'],
  ],
  UpdateFunctionCode: [
    UpdateFunctionCodeRequest$,
    [...code, 'FunctionName', 'Architectures', 'RevisionId'],
  ],
  PublishVersion: [
    PublishVersionRequest$,
    ['FunctionName', 'CodeSha256', 'Description', 'RevisionId'],
  ],
  Code: [FunctionCode$, code],
  FileSystemConfigs: [FileSystemConfig$, ['Arn', 'LocalMountPath']],
  ImageConfig: [ImageConfig$, ['EntryPoint', 'Command', 'WorkingDirectory']],
  LoggingConfig: [
    LoggingConfig$,
    ['LogFormat', 'ApplicationLogLevel', 'SystemLogLevel', 'LogGroup'],
  ],
  VpcConfig: [VpcConfig$, ['SubnetIds', 'SecurityGroupIds', 'Ipv6AllowedForDualStack']],
} as const;

test.each(Object.entries(schemas))(
  'every member of %s is sent, or said not to be taken',
  (part, [schema, sent]) => {
    const isExcluded = (member: string) =>
      [member, `${part}.${member}`, `Code.${member}`].some((name) => Object.hasOwn(notTaken, name));
    const others = membersOf(schema).filter((member) => !isExcluded(member));
    expect(others.toSorted()).toEqual([...sent].sort());
  },
);

test('nothing is said not to be taken that no request has', () => {
  const known = Object.entries(schemas).flatMap(([part, [schema]]) =>
    membersOf(schema).flatMap((member) => [member, `${part}.${member}`]),
  );
  expect(Object.keys(notTaken).filter((name) => !known.includes(name))).toEqual([]);
});
