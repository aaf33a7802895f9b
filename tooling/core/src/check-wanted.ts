import type { DeployConfig, Stage } from './config/deploy-config.ts';
import { environmentBytes } from './config/environment-config.ts';
import { mapAll } from './errors/join-errors.ts';
import { UserError } from './errors/user-error.ts';
import { localStage } from './find-stage.ts';
import { lambdaLimits } from './limits.ts';
import type { MergedConfig } from './merge-configs.ts';
import { scheduleRoleNameOf } from './role-name.ts';
import { suggest } from './suggest.ts';
import { triggerConflicts, triggerProblems } from './triggers/check-triggers.ts';
import type { Lambda, WantedFunction } from './wanted-function.ts';

const functionNamePattern = /^[a-zA-Z0-9-_]+$/;

/** Whether a function can have that name at all: AWS refuses even the question about others. */
export const isFunctionName = (name: string): boolean =>
  functionNamePattern.test(name) && name.length <= lambdaLimits.functionNameLength;

/** @throws UserError NAME_INVALID */
export function checkFunctionName(functionName: string, lambda: Lambda, stage: Stage): void {
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

const noImageFields = [
  'handler',
  'runtime',
  'layers',
  'snapStart',
  'sourceKmsKeyArn',
  'codeSigningConfigArn',
] as const;

/** What is wrong with a lambda's own file in the light of deploy.config.ts. */
export function ownProblems(
  lambda: Lambda,
  deployConfig: DeployConfig,
  stage: Stage,
): readonly string[] {
  const { stages = {}, ...own } = lambda.config;
  const known = [...new Set([localStage, ...Object.keys(deployConfig.stages ?? {})])];
  const unknown = Object.keys(stages).filter((name) => !known.includes(name));
  const hasImage = isImageLambda(lambda);
  const merged = { ...own, ...stages[stage.name] };
  return [
    ...unknown.map(
      (name) =>
        `stages.${name}: there is no such stage; ${suggest(name, known, 'stages are declared in deploy.config.ts')}`,
    ),
    ...(hasImage && merged.image === undefined
      ? [`image: is declared for other stages, and not for ${stage.name}`]
      : []),
    ...noImageFields.flatMap((field) =>
      hasImage && (merged[field] ?? undefined) !== undefined
        ? [`${field}: is not for an image, which has its own`]
        : [],
    ),
  ];
}

/** Whether a lambda is a container image, in any stage: then nothing is built of it. */
export const isImageLambda = ({ config }: Pick<Lambda, 'config'>): boolean =>
  [config, ...Object.values(config.stages ?? {})].some(({ image }) => image !== undefined);

/** What no file can be blamed for alone, since the others add to it. */
export function mergedProblems(
  wanted: WantedFunction,
  config: MergedConfig,
  stage: Stage,
): readonly string[] {
  const { settings, attributes, executionRole } = wanted;
  const { logging } = settings;
  const { reservedConcurrency, provisionedConcurrency } = attributes;
  const levels = (['applicationLogLevel', 'systemLogLevel'] as const).filter(
    (level) => logging?.[level] !== undefined && logging.format !== 'JSON',
  );
  const tagCount = Object.keys(attributes.tags).length;
  // A function whose name is too long is told of that.
  const roleName = isFunctionName(wanted.functionName) ? (executionRole?.name ?? '') : '';
  return [
    ...levels.map((level) => `logging.${level}: needs logging.format to be "JSON"`),
    ...environmentProblems(settings.environment),
    ...(tagCount > lambdaLimits.tags
      ? [`tags: are ${tagCount} with those of ownership, Lambda takes ${lambdaLimits.tags}`]
      : []),
    ...((settings.fileSystems ?? []).length > 0 && (settings.vpc?.subnetIds ?? []).length === 0
      ? ['fileSystems: need vpc, in a subnet of which they can be mounted']
      : []),
    ...(typeof config.role === 'string' && (config.permissions ?? []).length > 0
      ? [`permissions: are for the role that is made, and ${config.role} is named`]
      : []),
    ...triggerProblems(config, stage.httpApi),
    ...scheduleRoleProblems(wanted, stage),
    ...((provisionedConcurrency ?? 0) > (reservedConcurrency ?? Infinity)
      ? [
          `provisionedConcurrency: ${String(provisionedConcurrency)} is above reservedConcurrency, ${String(reservedConcurrency)}`,
        ]
      : []),
    ...(roleName.length > lambdaLimits.roleNameLength
      ? [
          `role: "${roleName}", the name of the role that is made, has ${roleName.length} characters, IAM takes ${lambdaLimits.roleNameLength}: name a role, or shorten the name of the directory or the namePrefix`,
        ]
      : []),
  ];
}

/**
 * What is wrong with the triggers of several lambdas together: a route is one function's.
 *
 * @throws UserError CONFIG_INVALID
 */
export function checkTriggers(wanted: readonly WantedFunction[], stage: Stage): void {
  const conflicts = triggerConflicts(
    wanted.map(({ directory, triggers }) => ({ directory, triggers: triggers.triggers })),
  );
  mapAll([...conflicts], ([directory, problems]) => {
    refuse(directory, stage, [...problems]);
  });
}

function scheduleRoleProblems(
  { functionName, triggers }: WantedFunction,
  { region }: Stage,
): string[] {
  const name = scheduleRoleNameOf(functionName, region);
  const isNeeded = triggers.triggers.some(({ type }) => type === 'schedule');
  return isNeeded && name.length > lambdaLimits.roleNameLength
    ? [
        `triggers: "${name}", the name of the role that schedules call it by, has ${name.length} characters, IAM takes ${lambdaLimits.roleNameLength}: shorten the name of the directory or the namePrefix`,
      ]
    : [];
}

/** What is wrong with an environment as a whole, which it is never quoted for. */
export function environmentProblems(environment: Readonly<Record<string, string>>): string[] {
  const sizeBytes = environmentBytes(environment);
  return sizeBytes > lambdaLimits.environmentBytes
    ? [`environment: is ${sizeBytes} bytes in all, Lambda takes ${lambdaLimits.environmentBytes}`]
    : [];
}

/** @throws UserError CONFIG_INVALID when there are problems */
export function refuse(
  directory: string,
  stage: Pick<Stage, 'name'>,
  problems: readonly string[],
): void {
  if (problems.length === 0) return;
  const message = `the configuration of ${directory} in stage ${stage.name} is not valid`;
  throw new UserError('CONFIG_INVALID', message, {
    subject: directory,
    problems,
    hint: 'fix the fields above in lambda.config.ts, or in the defaults of deploy.config.ts that it adds to',
  });
}
