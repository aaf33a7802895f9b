import type { DeployConfig, Stage } from './config/deploy-config.ts';
import type { Lambda } from './wanted-function.ts';

/** By field: the file that has the last word on it in a stage, and the place in that file. */
export function declaredIn(
  { directory, config: { stages: overrides = {}, ...own } }: Pick<Lambda, 'directory' | 'config'>,
  { defaults, stages = {} }: DeployConfig,
  { name }: Pick<Stage, 'name'>,
): Readonly<Record<string, string>> {
  const file = `${directory}/lambda.config.ts`;
  const parts: readonly (readonly [string, object | undefined])[] = [
    ['deploy.config.ts: defaults', defaults],
    [`deploy.config.ts: stages.${name}.defaults`, stages[name]?.defaults],
    [file, own],
    [`${file}: stages.${name}`, overrides[name]],
  ];
  return Object.fromEntries(
    parts.flatMap(([place, part]) => Object.keys(part ?? {}).map((field) => [field, place])),
  );
}
