import type { UpdateFunctionConfigurationCommandInput } from '@aws-sdk/client-lambda';
import { mergeEnvironment, type FunctionSettings } from '@tooling/core';

/** What creating and configuring a function have in common, without the name. */
export type ConfigurationInput = Omit<UpdateFunctionConfigurationCommandInput, 'FunctionName'>;

/** What is there already: nothing for a new function. */
type Latest = Partial<FunctionSettings>;

type ToInput = (wanted: FunctionSettings, latest: Latest) => ConfigurationInput;

/** By field of the configuration: what is sent for it. `architecture` and `sourceKmsKeyArn` go with the code. */
const inputs: Readonly<Partial<Record<keyof FunctionSettings, ToInput>>> = {
  handler: ({ handler }) => ({ Handler: handler }),
  runtime: ({ runtime }) => ({ Runtime: runtime as ConfigurationInput['Runtime'] }),
  memorySize: ({ memorySize }) => ({ MemorySize: memorySize }),
  timeout: ({ timeout }) => ({ Timeout: timeout }),
  ephemeralStorage: ({ ephemeralStorage }) => ({ EphemeralStorage: { Size: ephemeralStorage } }),
  tracing: ({ tracing }) => ({ TracingConfig: { Mode: tracing } }),
  role: ({ role }) => ({ Role: role }),
  layers: ({ layers = [] }) => ({ Layers: [...layers] }),
  // The environment is replaced as a whole by AWS, so what others set on it goes along.
  environment: (wanted, { environment = {} }) => ({
    Environment: { Variables: { ...mergeEnvironment(environment, wanted) } },
  }),
  logging: loggingInput,
  vpc: ({ vpc }) => ({
    VpcConfig: {
      SubnetIds: [...(vpc?.subnetIds ?? [])],
      SecurityGroupIds: [...(vpc?.securityGroupIds ?? [])],
      Ipv6AllowedForDualStack: vpc?.ipv6AllowedForDualStack,
    },
  }),
  deadLetter: ({ deadLetter }) => ({ DeadLetterConfig: { TargetArn: deadLetter?.targetArn } }),
  fileSystems: ({ fileSystems = [] }) => ({
    FileSystemConfigs: fileSystems.map(({ arn, localMountPath }) => ({
      Arn: arn,
      LocalMountPath: localMountPath,
    })),
  }),
  kmsKeyArn: ({ kmsKeyArn }) => ({ KMSKeyArn: kmsKeyArn }),
  snapStart: ({ snapStart }) => ({ SnapStart: { ApplyOn: snapStart?.applyOn as 'None' } }),
  // The image itself goes with the code.
  image: ({ image }) => ({
    ImageConfig: {
      Command: [...(image?.command ?? [])],
      EntryPoint: [...(image?.entryPoint ?? [])],
      WorkingDirectory: image?.workingDirectory ?? '',
    },
  }),
};

/** The request's members for some fields of the configuration. */
export function toInput(
  fields: Iterable<string>,
  wanted: FunctionSettings,
  latest: Latest,
): ConfigurationInput {
  const parts = [...fields].map(
    (field) => inputs[field as keyof FunctionSettings]?.(wanted, latest) ?? {},
  );
  return Object.assign({}, ...parts) as ConfigurationInput;
}

function loggingInput(wanted: FunctionSettings, latest: Latest): ConfigurationInput {
  const { format, applicationLogLevel, systemLogLevel, logGroup } = {
    ...latest.logging,
    ...wanted.logging,
  };
  // AWS refuses levels together with the text format, also those that are left from before.
  const levels = format === 'JSON';
  return {
    LoggingConfig: {
      LogFormat: format,
      ApplicationLogLevel: levels ? (applicationLogLevel as 'INFO' | undefined) : undefined,
      SystemLogLevel: levels ? (systemLogLevel as 'INFO' | undefined) : undefined,
      ...(logGroup !== undefined && { LogGroup: logGroup }),
    },
  };
}
