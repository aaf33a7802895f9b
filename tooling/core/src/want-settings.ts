import { awsDefaults, loggingDefaults } from './aws-defaults.ts';
import type { FunctionSettings, LoggingSettings, VpcSettings } from './function-settings.ts';
import type { MergedConfig } from './merge-configs.ts';
import { defaultLogGroup } from './log-group.ts';
import { sourceMapFlag } from './merge-environment.ts';
import type { DeclaredEnvironment } from './references.ts';

/** The settings that a configuration comes to: what is `null` becomes what AWS would make it. */
export function wantSettings(
  config: MergedConfig,
  { values, removed }: DeclaredEnvironment,
  functionName: string,
): FunctionSettings {
  const { image } = config;
  const common: FunctionSettings = {
    architecture: config.architecture ?? 'x86_64',
    memorySize: orDefault(config.memorySize, awsDefaults.memorySize),
    timeout: orDefault(config.timeout, awsDefaults.timeout),
    ephemeralStorage: orDefault(config.ephemeralStorage, awsDefaults.ephemeralStorage),
    environment: image ? values : withSourceMaps(values),
    ...(removed.length > 0 && { removedEnvironment: removed }),
    tracing: orDefault(config.tracing, awsDefaults.tracing),
    logging: wantLogging(config.logging ?? {}, functionName),
    vpc: wantVpc(config.vpc),
    deadLetter: orDefault(config.deadLetter, { targetArn: '' }),
    fileSystems: orDefault(config.fileSystems, []),
    kmsKeyArn: orDefault(config.kmsKeyArn, ''),
    role: config.role ?? undefined,
  };
  if (image) return { ...common, image };
  return {
    handler: config.handler ?? 'index.handler',
    runtime: config.runtime ?? 'nodejs24.x',
    ...common,
    layers: orDefault(config.layers, []),
    sourceKmsKeyArn: orDefault(config.sourceKmsKeyArn, ''),
    snapStart: config.snapStart,
  };
}

/** What is declared, `null` being the default's name; undefined where nothing is. */
function orDefault<Value, Default>(
  value: Value | null | undefined,
  ofAws: Default,
): Value | Default | undefined {
  return value === null ? ofAws : value;
}

/** The environment with the flag that makes use of the source maps in the zip. */
export function withSourceMaps(
  environment: Readonly<Record<string, string>>,
): Record<string, string> {
  const options = environment.NODE_OPTIONS;
  if (options?.includes(sourceMapFlag)) return { ...environment };
  return {
    ...environment,
    NODE_OPTIONS: options === undefined ? sourceMapFlag : `${options} ${sourceMapFlag}`,
  };
}

function wantLogging(
  logging: NonNullable<MergedConfig['logging']>,
  functionName: string,
): LoggingSettings {
  const { retentionInDays: _, ...fields } = logging;
  const { format } = fields;
  // There are no levels to put back where lines are text.
  const levelDefaults = format === 'JSON' ? loggingDefaults : {};
  const defaults: LoggingSettings = {
    ...levelDefaults,
    format: loggingDefaults.format,
    logGroup: defaultLogGroup(functionName),
  };
  return Object.fromEntries(
    Object.entries<unknown>(fields).flatMap(([field, value]) => {
      const wanted = value ?? defaults[field as keyof LoggingSettings];
      return value === undefined || wanted === undefined ? [] : [[field, wanted]];
    }),
  );
}

function wantVpc(vpc: MergedConfig['vpc']): VpcSettings | undefined {
  if (vpc === undefined) return undefined;
  const { subnetIds = [], securityGroupIds = [], ipv6AllowedForDualStack = false } = vpc ?? {};
  return { subnetIds, securityGroupIds, ipv6AllowedForDualStack };
}
