import type {
  Architecture,
  GetLayerVersionResponse,
  LayerVersionsListItem,
  Runtime,
} from '@aws-sdk/client-lambda';
import type { RequestContext } from '../../../service.ts';
import { codeLocation } from '../code/code-location.ts';
import type { LayerVersionDocument } from '../layers/layer-document.ts';
import type { Home } from '../names/function-name.ts';
import { layerArn } from '../names/layer-name.ts';

export interface ShownLayerVersion {
  readonly name: string;
  readonly number: number;
  readonly version: LayerVersionDocument;
}

/** A version with its content, as PublishLayerVersion and GetLayerVersion answer. */
export function showLayerVersion(
  shown: ShownLayerVersion,
  context: RequestContext,
): GetLayerVersionResponse {
  const { sha256Hex, sizeBytes } = shown.version;
  return {
    ...showListedLayerVersion(shown, context),
    LayerArn: layerArn(context, shown.name),
    Content: {
      Location: codeLocation(context.endpoint, sha256Hex),
      CodeSha256: Buffer.from(sha256Hex, 'hex').toString('base64'),
      CodeSize: sizeBytes,
    },
  };
}

/** A version as lists show it: without its content. */
export function showListedLayerVersion(
  { name, number, version }: ShownLayerVersion,
  home: Home,
): LayerVersionsListItem {
  const { compatibleRuntimes, compatibleArchitectures, licenseInfo } = version;
  return {
    LayerVersionArn: layerArn(home, name, number),
    Version: number,
    Description: version.description,
    CreatedDate: new Date(version.createdAtMs).toISOString().replace('Z', '+0000'),
    // The model's enums are wider and narrower than what was accepted: requests are checked.
    ...(compatibleRuntimes && { CompatibleRuntimes: [...compatibleRuntimes] as Runtime[] }),
    ...(compatibleArchitectures && {
      CompatibleArchitectures: [...compatibleArchitectures] as Architecture[],
    }),
    ...(licenseInfo !== undefined && { LicenseInfo: licenseInfo }),
  };
}
