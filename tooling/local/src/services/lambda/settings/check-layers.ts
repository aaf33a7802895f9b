import { invalidParameter } from '../lambda-errors.ts';
import { lambdaLimits } from '../lambda-limits.ts';

/**
 * No layer can be published to the local AWS, so that none that a function asks for exists: better
 * refused here, as AWS refuses an unknown layer, than missing when the function runs.
 *
 * @throws AwsError
 */
export function checkLayers(layers: readonly string[], region: string): void {
  if (layers.length > lambdaLimits.layers) {
    throw invalidParameter(`Cannot reference more than ${String(lambdaLimits.layers)} layers.`);
  }
  for (const [index, layer] of layers.entries()) {
    const same = layers.slice(0, index).find((other) => unversioned(other) === unversioned(layer));
    if (same !== undefined) {
      throw invalidParameter(
        `Two different versions of the same layer are not allowed to be referenced in the same function. ${same} and ${layer} are versions of the same layer.`,
      );
    }
  }
  for (const layer of layers) {
    if (layer.split(':')[3] !== region) {
      throw invalidParameter(
        `Layers are not in the same region as the function. Layers are expected to be in region ${region}.`,
      );
    }
    throw invalidParameter(`Layer version ${layer} does not exist.`);
  }
}

function unversioned(layerArn: string): string {
  return layerArn.slice(0, layerArn.lastIndexOf(':'));
}
