import type {
  CreateFunctionRequest,
  LoggingConfig,
  UpdateFunctionConfigurationRequest,
} from '@aws-sdk/client-lambda';
import { invalidParameter } from '../lambda-errors.ts';
import type { FunctionSettings, LayerReference, LoggingSettings } from './function-settings.ts';
import { mergeImage } from './merge-image.ts';
import { mergeNetwork } from './merge-network.ts';

/** The members that creating and updating a function have in common. */
export type SettingsInput = Pick<
  CreateFunctionRequest & UpdateFunctionConfigurationRequest,
  | 'Runtime'
  | 'Handler'
  | 'Description'
  | 'Timeout'
  | 'MemorySize'
  | 'Environment'
  | 'KMSKeyArn'
  | 'DeadLetterConfig'
  | 'TracingConfig'
  | 'EphemeralStorage'
  | 'SnapStart'
  | 'LoggingConfig'
  | 'VpcConfig'
  | 'FileSystemConfigs'
  | 'ImageConfig'
> & { readonly Role?: string | undefined };

/** What a function has where its creator said nothing. Recorded 2025-11-25 (create/defaults). */
export function defaultSettings(name: string): Omit<FunctionSettings, 'role'> {
  return {
    description: '',
    timeout: 3,
    memorySize: 128,
    architecture: 'x86_64',
    tracingMode: 'PassThrough',
    ephemeralStorageSize: 512,
    snapStartApplyOn: 'None',
    logging: { logFormat: 'Text', logGroup: `/aws/lambda/${name}` },
  };
}

/**
 * The settings after a request: what it does not mention stays, and an empty value is a value.
 *
 * @param layers Those that the request names, found; undefined when it names none.
 * @throws AwsError for what does not go together.
 */
export function mergeSettings(
  before: FunctionSettings,
  input: SettingsInput,
  layers: readonly LayerReference[] | undefined = before.layers,
): FunctionSettings {
  const image = mergeImage(before.image, input.ImageConfig);
  const runtime = input.Runtime ?? before.runtime;
  const handler = input.Handler ?? before.handler;
  const environment = input.Environment ? (input.Environment.Variables ?? {}) : before.environment;
  const kmsKeyArn = input.KMSKeyArn ?? before.kmsKeyArn;
  const deadLetterTargetArn = input.DeadLetterConfig?.TargetArn ?? before.deadLetterTargetArn;
  return {
    role: input.Role ?? before.role,
    ...(runtime !== undefined && { runtime }),
    ...(handler !== undefined && { handler }),
    description: input.Description ?? before.description,
    timeout: input.Timeout ?? before.timeout,
    memorySize: input.MemorySize ?? before.memorySize,
    architecture: before.architecture,
    ...(environment !== undefined && { environment }),
    ...(kmsKeyArn !== undefined && kmsKeyArn !== '' && { kmsKeyArn }),
    ...(deadLetterTargetArn !== undefined && deadLetterTargetArn !== '' && { deadLetterTargetArn }),
    tracingMode: input.TracingConfig?.Mode ?? before.tracingMode,
    ephemeralStorageSize: input.EphemeralStorage?.Size ?? before.ephemeralStorageSize,
    snapStartApplyOn: input.SnapStart?.ApplyOn ?? before.snapStartApplyOn,
    logging: mergeLogging(before.logging, input.LoggingConfig),
    ...mergeNetwork(before, input),
    ...(layers !== undefined && layers.length > 0 && { layers }),
    ...(image && { image }),
  };
}

/** Only JSON logs have levels; they get INFO where none is said, and lose them as Text. */
function mergeLogging(before: LoggingSettings, input: LoggingConfig | undefined): LoggingSettings {
  if (input === undefined) return before;
  const logFormat = input.LogFormat ?? before.logFormat;
  const logGroup = input.LogGroup ?? before.logGroup;
  if (logFormat === 'JSON') {
    return {
      logFormat,
      applicationLogLevel: input.ApplicationLogLevel ?? before.applicationLogLevel ?? 'INFO',
      systemLogLevel: input.SystemLogLevel ?? before.systemLogLevel ?? 'INFO',
      logGroup,
    };
  }
  if (input.ApplicationLogLevel !== undefined || input.SystemLogLevel !== undefined) {
    throw invalidParameter(
      'LogLevel is not supported when LogFormat is set to "Text". Remove LogLevel from your request or change the LogFormat to "JSON" and try again.',
    );
  }
  return { logFormat, logGroup };
}
