import type { FunctionPlan } from '../plan/plan.ts';
import { blockWith } from './block-with.ts';

/** The bucket that a change sends its zip through; undefined where it needs none. */
export const bucketOf = (planned: FunctionPlan): string | undefined =>
  (planned.action === 'create' || planned.action === 'update') && planned.publishes
    ? planned.artifact?.codeBucket
    : undefined;

/** Blocks a change whose zip has no way to Lambda. @param problem - of its bucket, if there is one */
export const checkCodeBucket = (
  planned: FunctionPlan,
  problem: string | undefined,
): FunctionPlan =>
  problem === undefined
    ? planned
    : blockWith(planned, [
        `deploy.config.ts codeBucket: ${bucketOf(planned) ?? ''} ${problem}: create it in the region of the stage, or name another`,
      ]);
