import type { Constraint, Constraints } from '../../../protocols/constraint.ts';
import { runtimes } from '../settings/runtimes.ts';
import { description, layerVersionArn, s3Object } from './shared-constraints.ts';

const layerName: Constraint = {
  minLength: 1,
  maxLength: 140,
  pattern: String.raw`(arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\d{12}:layer:[a-zA-Z0-9-_]+)|[a-zA-Z0-9-_]+`,
};
const maxItems: Constraint = { min: 1, max: 50 };
const architectures = ['x86_64', 'arm64'];

/** All that ever were or will be, in the order in which AWS's message has them. Recorded 2026. */
const knownRuntimes =
  'ruby3.5, ruby2.6, dotnetcore1.0, python3.7, nodejs8.10, nasa, ruby2.7, python2.7-greengrass, dotnetcore2.0, python3.8, java21, dotnet6, dotnetcore2.1, python3.9, java11, nodejs6.10, provided, dotnetcore3.1, dotnet8, java25, java17, nodejs, nodejs4.3, java8.al2, go1.x, dotnet10, nodejs20.x, go1.9, byol, nodejs10.x, provided.al2023, nodejs22.x, python3.10, java8, nodejs12.x, python3.11, nodejs24.x, nodejs8.x, python3.12, nodejs14.x, nodejs8.9, nodejs26.x, python3.13, python3.14, nodejs16.x, python3.15, provided.al2, nodejs4.3-edge, nodejs18.x, ruby3.2, python3.4, ruby3.3, ruby3.4, ruby2.5, python3.6, python2.7'.split(
    ', ',
  );

const compatible: Constraints = {
  CompatibleRuntime: { enum: knownRuntimes },
  CompatibleArchitecture: { enum: architectures },
};

/** Of operations on layers. */
export const layerConstraints: Readonly<Record<string, Constraints>> = {
  PublishLayerVersion: {
    LayerName: layerName,
    Description: description,
    Content: { members: s3Object },
    CompatibleRuntimes: { maxLength: 15, enum: runtimes, unlisted: knownRuntimes },
    CompatibleArchitectures: { maxLength: 2, items: { enum: architectures, notNull: true } },
    LicenseInfo: { maxLength: 512 },
  },
  GetLayerVersion: { LayerName: layerName },
  GetLayerVersionByArn: { Arn: { minLength: 1, maxLength: 140, pattern: layerVersionArn } },
  DeleteLayerVersion: { LayerName: layerName },
  ListLayers: { ...compatible, MaxItems: maxItems },
  ListLayerVersions: { ...compatible, LayerName: layerName, MaxItems: maxItems },
};
