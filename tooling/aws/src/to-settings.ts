import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { Architecture, LiveSettings } from '@tooling/core';

/** Lambda's FunctionConfiguration in our words, with AWS's defaults where it leaves them out. */
export function toSettings(configuration: FunctionConfiguration): LiveSettings {
  const { LoggingConfig: logging } = configuration;
  return {
    handler: configuration.Handler ?? '',
    runtime: configuration.Runtime ?? '',
    architecture: (configuration.Architectures?.[0] ?? 'x86_64') satisfies Architecture,
    memorySize: configuration.MemorySize ?? 128,
    timeout: configuration.Timeout ?? 3,
    ephemeralStorage: configuration.EphemeralStorage?.Size ?? 512,
    environment: configuration.Environment?.Variables ?? {},
    layers: (configuration.Layers ?? []).flatMap(({ Arn }) => (Arn === undefined ? [] : [Arn])),
    tracing: configuration.TracingConfig?.Mode ?? 'PassThrough',
    logging: {
      format: logging?.LogFormat ?? 'Text',
      applicationLogLevel: logging?.ApplicationLogLevel,
      systemLogLevel: logging?.SystemLogLevel,
    },
    role: configuration.Role ?? '',
  };
}
