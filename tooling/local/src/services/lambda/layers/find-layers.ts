import { own } from '../document/own.ts';
import { invalidParameter } from '../lambda-errors.ts';
import { lambdaLimits } from '../lambda-limits.ts';
import type { Home } from '../names/function-name.ts';
import { parseLayerVersionArn } from '../names/layer-name.ts';
import type { LayerReference } from '../settings/function-settings.ts';
import type { LayerStore } from './layer-store.ts';

/**
 * The versions of layers that a function asks for, in its order.
 *
 * @throws AwsError when one is not there, or when they cannot be together.
 */
export function findLayers(
  arns: readonly string[],
  layers: LayerStore,
  home: Home,
): readonly LayerReference[] {
  if (arns.length > lambdaLimits.layers) {
    throw invalidParameter(`Cannot reference more than ${String(lambdaLimits.layers)} layers.`);
  }
  for (const [index, arn] of arns.entries()) {
    const same = arns.slice(0, index).find((other) => unversioned(other) === unversioned(arn));
    if (same !== undefined) {
      throw invalidParameter(
        `Two different versions of the same layer are not allowed to be referenced in the same function. ${same} and ${arn} are versions of the same layer.`,
      );
    }
  }
  return arns.map((arn) => findLayer(arn, layers, home));
}

function findLayer(arn: string, layers: LayerStore, home: Home): LayerReference {
  if (arn.split(':')[3] !== home.region) {
    throw invalidParameter(
      `Layers are not in the same region as the function. Layers are expected to be in region ${home.region}.`,
    );
  }
  const { name, version } = parseLayerVersionArn(arn, home);
  const found = own(layers.get(name)?.versions, version);
  if (found === undefined) throw invalidParameter(`Layer version ${arn} does not exist.`);
  const { sha256Hex, sizeBytes, unzippedBytes } = found;
  return { arn, sha256Hex, sizeBytes, unzippedBytes };
}

function unversioned(layerArn: string): string {
  return layerArn.slice(0, layerArn.lastIndexOf(':'));
}
