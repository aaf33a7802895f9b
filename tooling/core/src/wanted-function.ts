import type { DeployConfig, Stage } from './config/deploy-config.ts';
import type { LambdaConfig } from './config/lambda-config.ts';
import {
  checkFunctionName,
  checkTriggers,
  mergedProblems,
  ownProblems,
  refuse,
} from './check-wanted.ts';
import { mapAll } from './errors/join-errors.ts';
import { declaredIn } from './declared-in.ts';
import type { ExecutionRole } from './execution-role.ts';
import type { FunctionAttributes, FunctionSettings } from './function-settings.ts';
import { mergeConfigs } from './merge-configs.ts';
import type { Ownership } from './ownership.ts';
import { descriptionHash } from './provenance.ts';
import { readEnvironment, type DeployReference } from './references.ts';
import type { WantedTriggers } from './triggers/trigger-mark.ts';
import { wantTriggers } from './triggers/want-triggers.ts';
import { wantAttributes } from './want-attributes.ts';
import { wantExecutionRole } from './want-execution-role.ts';
import { wantSettings } from './want-settings.ts';
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
  /** Absent when none is declared; empty when it shall have none. */
  readonly description?: string | undefined;
  readonly descriptionHash?: string | undefined;
  /** Only what is declared, and what cannot be left open: handler, runtime, architecture. */
  readonly settings: FunctionSettings;
  readonly attributes: FunctionAttributes;
  readonly triggers: WantedTriggers;
  /** What works, and may not do what is meant. */
  readonly warnings?: readonly string[] | undefined;
  readonly switching: Switching;
  /** Names of its smoke tests, sorted. */
  readonly smokeTests: readonly string[];
  /** Absent where the configuration names a role. */
  readonly executionRole?: ExecutionRole | undefined;
  /**
   * By environment key: what is read from the stage before anything is planned. `settings` have
   * none of these keys until `resolveReferences` adds them.
   */
  readonly references: Readonly<Record<string, DeployReference>>;
  /** By field: the file that has the last word on it, and the place in it. */
  readonly declaredIn?: Readonly<Record<string, string>> | undefined;
  /** S3 bucket for a zip that is too large for Lambda's API. */
  readonly codeBucket?: string | undefined;
}

/** The name that a lambda's function has in a stage. */
export const functionNameOf = ({ namePrefix }: Stage, { name }: Pick<Lambda, 'name'>): string =>
  namePrefix + name;

/**
 * Works out what a lambda shall be in a stage: what it says of that stage over what it says of all,
 * over the stage's defaults, over the repository's.
 *
 * @throws UserError with everything that is wrong: NAME_INVALID when the stage's prefix and the name make
 * no function name; CONFIG_INVALID when the files are valid one by one and not together
 */
export function wantFunction(
  lambda: Lambda,
  deployConfig: DeployConfig,
  stage: Stage,
): WantedFunction {
  const functionName = functionNameOf(stage, lambda);
  const { stages: overrides = {}, ...own } = lambda.config;
  const stageDefaults = deployConfig.stages?.[stage.name]?.defaults;
  const config = mergeConfigs([deployConfig.defaults, stageDefaults, own, overrides[stage.name]]);
  const environment = readEnvironment(config.environment ?? {});
  const ownership = { service: deployConfig.service, stage: stage.name, lambda: lambda.name };
  const description = config.description === null ? '' : config.description;
  const settings = wantSettings(config, environment, functionName);
  const attributes = wantAttributes(config, ownership);
  const wanted: WantedFunction = {
    lambda: lambda.name,
    packageName: lambda.packageName,
    packageVersion: lambda.packageVersion,
    directory: lambda.directory,
    functionName,
    ownership,
    ...(description !== undefined && {
      description,
      descriptionHash: descriptionHash(description),
    }),
    settings,
    attributes,
    ...wantExecutionRole({ config, functionName, stage, environment }),
    references: environment.unresolved,
    declaredIn: declaredIn(lambda, deployConfig, stage),
    ...(stage.codeBucket !== undefined && { codeBucket: stage.codeBucket }),
    ...wantTriggers(config, stage),
    switching: switchingOf(config.switching),
    smokeTests: (lambda.smokeTests ?? []).map(({ name }) => name),
  };
  const checks = [
    () => checkFunctionName(functionName, lambda, stage),
    () =>
      refuse(lambda.directory, stage, [
        ...ownProblems(lambda, deployConfig, stage),
        ...mergedProblems(wanted, config, stage),
      ]),
  ];
  mapAll(checks, (check) => check());
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
  const wanted = mapAll(lambdas, (lambda) => wantFunction(lambda, deployConfig, stage));
  checkTriggers(wanted, stage);
  return wanted;
}

/** The same, whatever is configured: all traffic at once, and no alarm is asked. */
export const switchedAtOnce = (wanted: WantedFunction): WantedFunction => ({
  ...wanted,
  switching: switchingOf(),
});
