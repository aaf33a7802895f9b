import { lambdaLimits } from '../limits.ts';
import type { BuiltCandidate } from '../plan/plan-function.ts';
import type { FunctionPlan } from '../plan/plan.ts';
import { blockWith } from './block-with.ts';

/** ARNs of the layers that a function has once it is deployed. */
export const layersAfter = ({
  wanted,
  state,
}: Pick<BuiltCandidate, 'wanted' | 'state'>): readonly string[] =>
  wanted.settings.layers ?? (state.kind === 'live' ? state.live.settings.layers : []);

/**
 * Blocks what is certainly too large together with its layers. AWS tells the size of a layer's archive,
 * which is hardly more than what is in it: so this is a lower bound, and silence no promise.
 *
 * @param layerBytes - by ARN, as far as it may be known
 */
export function checkUnzippedSize(
  planned: FunctionPlan,
  candidate: BuiltCandidate,
  layerBytes: ReadonlyMap<string, number>,
): FunctionPlan {
  const own = candidate.artifact?.unzippedBytes ?? 0;
  const layers = layersAfter(candidate).reduce((sum, arn) => sum + (layerBytes.get(arn) ?? 0), 0);
  const limit = lambdaLimits.unzippedBytes;
  if (layers === 0 || own + layers <= limit) return planned;
  return blockWith(planned, [
    `layers: the code has ${own} bytes unzipped and the archives of its layers ${layers}, Lambda takes ${limit} in all: take layers away, or see what the bundle consists of with \`lambda why ${planned.lambda}\``,
  ]);
}
