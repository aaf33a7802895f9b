import type {
  DeleteLayerVersionRequest,
  GetLayerVersionByArnRequest,
  GetLayerVersionRequest,
  GetLayerVersionResponse,
  PublishLayerVersionRequest,
  PublishLayerVersionResponse,
} from '@aws-sdk/client-lambda';
import type { RequestContext } from '../../../service.ts';
import { checkZip } from '../code/check-zip.ts';
import { readZip } from '../code/read-zip.ts';
import { own } from '../document/own.ts';
import type { LayerDocument, LayerVersionDocument } from '../layers/layer-document.ts';
import { invalidParameter, notFound } from '../lambda-errors.ts';
import { layerNameOf, parseLayerVersionArn } from '../names/layer-name.ts';
import { showLayerVersion } from '../render/layer-version.ts';
import { refuseUnimplemented } from '../settings/refuse-unimplemented.ts';
import { checkCodeStorage } from './check-code-storage.ts';
import { given, type LambdaWorld } from './lambda-world.ts';

export const layerOperations = (world: LambdaWorld) => ({
  async PublishLayerVersion(
    input: PublishLayerVersionRequest,
    context: RequestContext,
  ): Promise<PublishLayerVersionResponse> {
    const name = layerNameOf(given(input.LayerName), context);
    const content = given(input.Content);
    const S3ObjectStorageMode =
      content.S3ObjectStorageMode === 'COPY' ? undefined : content.S3ObjectStorageMode;
    refuseUnimplemented('PublishLayerVersion', { S3ObjectStorageMode });
    const zip = await readZip(content, world.readObject);
    const unzippedBytes = await checkZip(zip);
    checkCodeStorage(world, unzippedBytes);
    const version: LayerVersionDocument = {
      sha256Hex: await world.blobs.put(zip),
      sizeBytes: zip.length,
      unzippedBytes,
      description: input.Description ?? '',
      createdAtMs: world.moment().nowMs,
      ...(input.CompatibleRuntimes && { compatibleRuntimes: input.CompatibleRuntimes }),
      ...(input.CompatibleArchitectures && {
        compatibleArchitectures: input.CompatibleArchitectures,
      }),
      ...(input.LicenseInfo !== undefined && { licenseInfo: input.LicenseInfo }),
    };
    const { lastVersion } = await world.layers.change(name, (before) => publish(before, version));
    return showLayerVersion({ name, number: lastVersion, version }, context);
  },

  async GetLayerVersion(
    input: GetLayerVersionRequest,
    context: RequestContext,
  ): Promise<GetLayerVersionResponse> {
    const name = layerNameOf(given(input.LayerName), context);
    return find(world, name, numberOf(input), context);
  },

  async GetLayerVersionByArn(
    input: GetLayerVersionByArnRequest,
    context: RequestContext,
  ): Promise<GetLayerVersionResponse> {
    const { name, version } = parseLayerVersionArn(given(input.Arn), context);
    return find(world, name, Number(version), context);
  },

  /** Functions that have it keep it. Deleting what is not there is no error. */
  async DeleteLayerVersion(
    input: DeleteLayerVersionRequest,
    context: RequestContext,
  ): Promise<object> {
    const name = layerNameOf(given(input.LayerName), context);
    const number = numberOf(input);
    if (world.layers.get(name) === undefined) return {};
    await world.layers.change(name, (before) => {
      const { [String(number)]: _deleted, ...versions } = before.versions;
      return { ...before, versions };
    });
    return {};
  },
});

function publish(before: LayerDocument, version: LayerVersionDocument): LayerDocument {
  const lastVersion = before.lastVersion + 1;
  const versions = { ...before.versions, [String(lastVersion)]: version };
  return { ...before, lastVersion, versions };
}

function numberOf({ VersionNumber }: Pick<GetLayerVersionRequest, 'VersionNumber'>): number {
  const number = given(VersionNumber);
  if (number < 1) throw invalidParameter('Layer Version Cannot be less than 1');
  return number;
}

function find(
  world: LambdaWorld,
  name: string,
  number: number,
  context: RequestContext,
): GetLayerVersionResponse {
  const version = own(world.layers.get(name)?.versions, String(number));
  if (version === undefined) throw notFound('The resource you requested does not exist.');
  return showLayerVersion({ name, number, version }, context);
}
