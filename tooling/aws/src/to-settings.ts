import type { FunctionCodeLocation, FunctionConfiguration } from '@aws-sdk/client-lambda';
import { UserError, type Architecture, type ImageSettings, type LiveSettings } from '@tooling/core';
import { remedyFor } from './translate-error.ts';

/** Without its values the environment would be compared, and written, without what others set. */
function environmentOf({
  FunctionName: functionName = '',
  Environment: environment,
}: FunctionConfiguration): LiveSettings['environment'] {
  const { Error: failure, Variables: variables = {} } = environment ?? {};
  if (failure === undefined) return variables;
  const { ErrorCode: code = 'Error', Message: message = '' } = failure;
  throw new UserError(
    'AWS_REFUSED',
    `the environment of ${functionName} cannot be read: ${code}: ${message}`,
    {
      subject: functionName,
      hint:
        remedyFor(new Error(message)) ??
        "let the credentials of this run use the function's KMS key (kms:Decrypt), or repair the key",
    },
  );
}

/** The overrides of an image; its URI is not in the configuration. */
function imageOf(
  { PackageType: packageType, ImageConfigResponse: response }: FunctionConfiguration,
  uri: string,
): ImageSettings | undefined {
  if (packageType !== 'Image') return undefined;
  const { Command, EntryPoint, WorkingDirectory } = response?.ImageConfig ?? {};
  return {
    uri,
    command: Command ?? [],
    entryPoint: EntryPoint ?? [],
    workingDirectory: WorkingDirectory ?? '',
  };
}

/**
 * Lambda's FunctionConfiguration in our words, with AWS's defaults where it leaves them out.
 *
 * @param code - the answer's Code: the URI of a container image, the key of a zip
 * @throws UserError AWS_REFUSED when its environment cannot be decrypted
 */
export function toSettings(
  configuration: FunctionConfiguration,
  code: FunctionCodeLocation = {},
): LiveSettings {
  const { LoggingConfig: logging, VpcConfig: vpc } = configuration;
  const image = imageOf(configuration, code.ImageUri ?? '');
  return {
    handler: configuration.Handler ?? '',
    runtime: configuration.Runtime ?? '',
    architecture: (configuration.Architectures?.[0] ?? 'x86_64') satisfies Architecture,
    memorySize: configuration.MemorySize ?? 128,
    timeout: configuration.Timeout ?? 3,
    ephemeralStorage: configuration.EphemeralStorage?.Size ?? 512,
    environment: environmentOf(configuration),
    layers: (configuration.Layers ?? []).flatMap(({ Arn }) => (Arn === undefined ? [] : [Arn])),
    tracing: configuration.TracingConfig?.Mode ?? 'PassThrough',
    logging: {
      format: logging?.LogFormat ?? 'Text',
      applicationLogLevel: logging?.ApplicationLogLevel,
      systemLogLevel: logging?.SystemLogLevel,
      logGroup: logging?.LogGroup,
    },
    vpc: {
      subnetIds: vpc?.SubnetIds ?? [],
      securityGroupIds: vpc?.SecurityGroupIds ?? [],
      ipv6AllowedForDualStack: vpc?.Ipv6AllowedForDualStack ?? false,
    },
    deadLetter: { targetArn: configuration.DeadLetterConfig?.TargetArn ?? '' },
    fileSystems: (configuration.FileSystemConfigs ?? []).map(
      ({ Arn = '', LocalMountPath = '' }) => ({
        arn: Arn,
        localMountPath: LocalMountPath,
      }),
    ),
    kmsKeyArn: configuration.KMSKeyArn ?? '',
    sourceKmsKeyArn: code.SourceKMSKeyArn ?? '',
    // Only code that Lambda keeps no copy of is told with its place.
    ...(code.ResolvedS3Object !== undefined && { isCodeReferenced: true }),
    snapStart: { applyOn: configuration.SnapStart?.ApplyOn ?? 'None' },
    role: configuration.Role ?? '',
    ...(image && { image }),
  };
}
