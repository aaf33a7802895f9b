import type { DeployConfig, Stage } from './config/deploy-config.ts';
import { environmentBytes, type LambdaConfig } from './config/lambda-config.ts';
import { mapAll } from './errors/join-errors.ts';
import { UserError } from './errors/user-error.ts';
import type { FunctionAttributes, FunctionSettings } from './function-settings.ts';
import { lambdaLimits } from './limits.ts';
import { sourceMapFlag } from './merge-environment.ts';
import { ownershipTags, type Ownership } from './ownership.ts';
import { descriptionHash } from './provenance.ts';
import type { SmokeTest } from './smoke-test.ts';
import { switchingOf, type Switching } from './switching.ts';

/** A lambda as the repository has it. */
export interface Lambda {
  /** Its directory's name under lambdas/. */
  readonly name: string;
  readonly packageName: string;
  readonly packageVersion: string;
  /** From the root of the repository, with `/`: `lambdas/predict`. */
  readonly directory: string;
  readonly config: LambdaConfig;
  /** Sorted by name; absent where it has none. */
  readonly smokeTests?: readonly SmokeTest[] | undefined;
}

/** What a lambda shall be in one stage. */
export interface WantedFunction {
  readonly lambda: string;
  readonly packageName: string;
  readonly packageVersion: string;
  readonly directory: string;
  readonly functionName: string;
  readonly ownership: Ownership;
  /** Empty when none is declared. */
  readonly description: string;
  readonly descriptionHash: string;
  /** Only what is declared, and what cannot be left open: handler, runtime, architecture. */
  readonly settings: FunctionSettings;
  readonly attributes: FunctionAttributes;
  readonly switching: Switching;
  /** Names of its smoke tests, sorted. */
  readonly smokeTests: readonly string[];
}

function withSourceMaps(environment: Readonly<Record<string, string>>): Record<string, string> {
  const options = environment.NODE_OPTIONS;
  if (options?.includes(sourceMapFlag)) return { ...environment };
  return {
    ...environment,
    NODE_OPTIONS: options === undefined ? sourceMapFlag : `${options} ${sourceMapFlag}`,
  };
}

/** The levels that were chosen for JSON end where a later one says Text. */
function mergeLogging(
  earlier: LambdaConfig['logging'],
  later: LambdaConfig['logging'],
): LambdaConfig['logging'] {
  if (earlier === undefined || later?.format !== 'Text') return { ...earlier, ...later };
  const { retentionInDays } = earlier;
  return { ...(retentionInDays !== undefined && { retentionInDays }), ...later };
}

/** Fields of the later ones win; environment, tags and logging are merged key by key. */
function mergeConfigs(configs: readonly (LambdaConfig | undefined)[]): LambdaConfig {
  return configs.reduce<LambdaConfig>(
    (merged, config) => ({
      ...merged,
      ...config,
      ...((merged.environment ?? config?.environment) && {
        environment: { ...merged.environment, ...config?.environment },
      }),
      ...((merged.tags ?? config?.tags) && { tags: { ...merged.tags, ...config?.tags } }),
      ...((merged.logging ?? config?.logging) && {
        logging: mergeLogging(merged.logging, config?.logging),
      }),
    }),
    {},
  );
}

/** The name that a lambda's function has in a stage. */
export const functionNameOf = ({ namePrefix }: Stage, { name }: Pick<Lambda, 'name'>): string =>
  namePrefix + name;

const functionNamePattern = /^[a-zA-Z0-9-_]+$/;

/** Whether a function can have that name at all: AWS refuses even the question about others. */
export const isFunctionName = (name: string): boolean =>
  functionNamePattern.test(name) && name.length <= lambdaLimits.functionNameLength;

function checkFunctionName(functionName: string, lambda: Lambda, stage: Stage): void {
  const problems: string[] = [];
  if (!functionNamePattern.test(functionName)) {
    problems.push(`"${functionName}" has a character other than letters, digits, - and _`);
  }
  if (functionName.length > lambdaLimits.functionNameLength) {
    problems.push(
      `"${functionName}" has ${functionName.length} characters, Lambda takes ${lambdaLimits.functionNameLength}`,
    );
  }
  if (problems.length === 0) return;
  const message = `${lambda.directory} gives a function name that Lambda refuses in stage ${stage.name}`;
  throw new UserError('NAME_INVALID', message, { subject: lambda.directory, problems });
}

/** What no file can be blamed for alone, since the others add to it. */
function checkMerged(
  { settings, attributes: { tags } }: Pick<WantedFunction, 'settings' | 'attributes'>,
  { directory }: Lambda,
  stage: Stage,
): void {
  const { logging, environment } = settings;
  const levels = (['applicationLogLevel', 'systemLogLevel'] as const).filter(
    (level) => logging?.[level] !== undefined && logging.format !== 'JSON',
  );
  const sizeBytes = environmentBytes(environment);
  const tagCount = Object.keys(tags).length;
  const problems = [
    ...levels.map((level) => `logging.${level}: needs logging.format to be "JSON"`),
    ...(sizeBytes > lambdaLimits.environmentBytes
      ? [`environment: is ${sizeBytes} bytes in all, Lambda takes ${lambdaLimits.environmentBytes}`]
      : []),
    ...(tagCount > lambdaLimits.tags
      ? [`tags: are ${tagCount} with those of ownership, Lambda takes ${lambdaLimits.tags}`]
      : []),
  ];
  if (problems.length === 0) return;
  const message = `the configuration of ${directory} in stage ${stage.name} is not valid`;
  throw new UserError('CONFIG_INVALID', message, {
    subject: directory,
    problems,
    hint: 'fix the fields above in lambda.config.ts, or in the defaults of deploy.config.ts that it adds to',
  });
}

/**
 * Works out what a lambda shall be in a stage: its own configuration over the stage's defaults over
 * the repository's.
 *
 * @throws UserError NAME_INVALID when the stage's prefix and the name make no function name;
 * CONFIG_INVALID when the files are valid one by one and not together
 */
export function wantFunction(
  lambda: Lambda,
  deployConfig: DeployConfig,
  stage: Stage,
): WantedFunction {
  const functionName = functionNameOf(stage, lambda);
  checkFunctionName(functionName, lambda, stage);
  const stageDefaults = deployConfig.stages?.[stage.name]?.defaults;
  const config = mergeConfigs([deployConfig.defaults, stageDefaults, lambda.config]);
  const ownership = { service: deployConfig.service, stage: stage.name, lambda: lambda.name };
  const description = config.description ?? '';
  const { retentionInDays, ...logging } = config.logging ?? {};
  const wanted: WantedFunction = {
    lambda: lambda.name,
    packageName: lambda.packageName,
    packageVersion: lambda.packageVersion,
    directory: lambda.directory,
    functionName,
    ownership,
    description,
    descriptionHash: descriptionHash(description),
    settings: {
      handler: config.handler ?? 'index.handler',
      runtime: config.runtime ?? 'nodejs24.x',
      architecture: config.architecture ?? 'x86_64',
      memorySize: config.memorySize,
      timeout: config.timeout,
      ephemeralStorage: config.ephemeralStorage,
      environment: withSourceMaps(config.environment ?? {}),
      layers: config.layers,
      tracing: config.tracing,
      logging,
      role: config.role,
    },
    attributes: {
      tags: { ...config.tags, ...ownershipTags(ownership) },
      reservedConcurrency: config.reservedConcurrency,
      logRetentionInDays: retentionInDays,
    },
    switching: switchingOf(config.switching),
    smokeTests: (lambda.smokeTests ?? []).map(({ name }) => name),
  };
  checkMerged(wanted, lambda, stage);
  return wanted;
}

/**
 * The same for all lambdas of a stage.
 *
 * @throws UserError with the problems of all of them at once
 */
export function wantFunctions(
  lambdas: readonly Lambda[],
  deployConfig: DeployConfig,
  stage: Stage,
): readonly WantedFunction[] {
  return mapAll(lambdas, (lambda) => wantFunction(lambda, deployConfig, stage));
}

/** The same, whatever is configured: all traffic at once, and no alarm is asked. */
export const switchedAtOnce = (wanted: WantedFunction): WantedFunction => ({
  ...wanted,
  switching: switchingOf(),
});
