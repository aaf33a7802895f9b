import type { LambdaConfig, StageOverrides } from './config/lambda-config.ts';

/** A lambda's configuration in one stage: what its parts come to. */
export type MergedConfig = Omit<LambdaConfig, 'stages'>;

type Part = MergedConfig | StageOverrides | undefined;

/**
 * Fields of the later ones win; environment, tags and logging are merged key by key. A `null` is a
 * value like any other: it ends what an earlier one says.
 */
export function mergeConfigs(parts: readonly Part[]): MergedConfig {
  return parts.reduce<MergedConfig>(
    (merged, part) => ({
      ...merged,
      ...part,
      ...((merged.environment ?? part?.environment) && {
        environment: { ...merged.environment, ...part?.environment },
      }),
      ...((merged.tags ?? part?.tags) && { tags: { ...merged.tags, ...part?.tags } }),
      ...((merged.logging ?? part?.logging) && {
        logging: mergeLogging(merged.logging, part?.logging),
      }),
    }),
    {},
  );
}

/** The levels that were chosen for JSON end where a later one says Text. */
function mergeLogging(
  earlier: LambdaConfig['logging'],
  later: LambdaConfig['logging'],
): LambdaConfig['logging'] {
  const endsLevels = later?.format === 'Text' || later?.format === null;
  if (earlier === undefined || !endsLevels) return { ...earlier, ...later };
  const { applicationLogLevel: _, systemLogLevel: __, ...rest } = earlier;
  return { ...rest, ...later };
}
