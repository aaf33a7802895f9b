import type { CodeReference } from '../document/function-document.ts';
import { invalidParameter } from '../lambda-errors.ts';
import { lambdaLimits } from '../lambda-limits.ts';
import type { LayerReference } from '../settings/function-settings.ts';

/** Code and layers share one limit. @throws AwsError */
export function checkUnzippedSize(
  code: CodeReference,
  layers: readonly LayerReference[] | undefined,
): void {
  if (layers === undefined) return;
  const bytes = layers.reduce((sum, layer) => sum + layer.unzippedBytes, code.unzippedBytes);
  if (bytes <= lambdaLimits.unzippedBytes) return;
  // As callers report it: https://github.com/lambci/git-lambda-layer/issues/27
  throw invalidParameter(
    `Function code combined with layers exceeds the maximum allowed size of ${String(lambdaLimits.unzippedBytes)} bytes. The actual size is ${String(bytes)} bytes.`,
  );
}
