import type {
  LayersListItem,
  ListLayersRequest,
  ListLayersResponse,
  ListLayerVersionsRequest,
  ListLayerVersionsResponse,
} from '@aws-sdk/client-lambda';
import type { RequestContext } from '../../../service.ts';
import type { LayerDocument } from '../layers/layer-document.ts';
import { layerArn, layerNameOf } from '../names/layer-name.ts';
import { showListedLayerVersion, type ShownLayerVersion } from '../render/layer-version.ts';
import { given, type LambdaWorld } from './lambda-world.ts';
import { pageOf } from './page-of.ts';

export const listLayersOperations = (world: LambdaWorld) => ({
  async ListLayers(input: ListLayersRequest, context: RequestContext): Promise<ListLayersResponse> {
    const matching = world.layers.list().flatMap((layer) => newestMatching(layer, input));
    const { items, NextMarker } = pageOf(matching, ({ name }) => name, input);
    const show = (shown: ShownLayerVersion): LayersListItem => ({
      LayerName: shown.name,
      LayerArn: layerArn(context, shown.name),
      LatestMatchingVersion: showListedLayerVersion(shown, context),
    });
    return { Layers: items.map(show), NextMarker };
  },

  /** The newest first; a layer that was never there has no versions, and that is no error. */
  async ListLayerVersions(
    input: ListLayerVersionsRequest,
    context: RequestContext,
  ): Promise<ListLayerVersionsResponse> {
    const layer = world.layers.get(layerNameOf(given(input.LayerName), context));
    const matching = layer === undefined ? [] : matchingVersions(layer, input);
    const { items, NextMarker } = pageOf(matching, placeOf, input);
    return { LayerVersions: items.map((one) => showListedLayerVersion(one, context)), NextMarker };
  },
});

type Compatible = Pick<ListLayersRequest, 'CompatibleRuntime' | 'CompatibleArchitecture'>;

function newestMatching(layer: LayerDocument, wanted: Compatible): readonly ShownLayerVersion[] {
  return matchingVersions(layer, wanted).slice(0, 1);
}

function matchingVersions(
  { name, versions }: LayerDocument,
  { CompatibleRuntime, CompatibleArchitecture }: Compatible,
): readonly ShownLayerVersion[] {
  return Object.entries(versions)
    .map(([number, version]) => ({ name, number: Number(number), version }))
    .filter(
      ({ version: { compatibleRuntimes, compatibleArchitectures } }) =>
        includes(compatibleRuntimes, CompatibleRuntime) &&
        includes(compatibleArchitectures, CompatibleArchitecture),
    )
    .sort((one, other) => other.number - one.number);
}

function includes(list: readonly string[] | undefined, wanted: string | undefined): boolean {
  return wanted === undefined || (list ?? []).includes(wanted);
}

/** Sorts the newest first. */
function placeOf({ number }: ShownLayerVersion): string {
  return String(Number.MAX_SAFE_INTEGER - number).padStart(16, '0');
}
