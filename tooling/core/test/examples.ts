import {
  descriptionHash,
  memoryTagKeys,
  recordAttributes,
  triggerMarkOf,
  wantFunction,
  type ArtifactManifest,
  type DeployConfig,
  type Lambda,
  type LambdaConfig,
  type LiveFunction,
  type Stage,
  type WantedFunction,
} from '../src/index.ts';

export const stage: Stage = {
  name: 'prod',
  region: 'eu-central-1',
  namePrefix: 'prod-',
  rolePath: '/lambda-deploy/',
  versionsToKeep: 10,
};

export const commit = '3f2a91c4d5e60718293a4b5c6d7e8f9001122334';

/** The lambda that most examples are about. */
export function exampleLambda(config: LambdaConfig = {}, name = 'predict'): Lambda {
  return {
    name,
    packageName: `@lambdas/${name}`,
    packageVersion: '1.2.0',
    directory: `lambdas/${name}`,
    config,
  };
}

export function want(
  config: LambdaConfig = {},
  deployConfig: DeployConfig = { service: 'penguins' },
): WantedFunction {
  return wantFunction(exampleLambda(config), deployConfig, stage);
}

/** A base64 SHA-256 that is easily told from others: 43 times a letter. */
export const digestOf = (letter: string): string => `${letter.repeat(43)}=`;

/** What building the sources of this name gives: the code by its letter, the zip by both letters. */
export function artifactOf(code: string, sourceMap = code): ArtifactManifest {
  return {
    manifestVersion: 1,
    digest: digestOf(code === sourceMap ? code.toUpperCase() : sourceMap),
    codeDigest: digestOf(code),
    zipBytes: 1000,
    unzippedBytes: 3000,
    handler: 'index.handler',
    format: 'esm',
    files: [{ path: 'index.mjs', sizeBytes: 3000 }],
    inputs: [],
    esbuildVersion: '0.28.2',
    toolVersion: '1.2.0',
  };
}

const noVpc = { subnetIds: [], securityGroupIds: [], ipv6AllowedForDualStack: false };

/** The tags that remember what was applied. */
function memoryOf({
  attributes,
  executionRole,
  triggers,
}: WantedFunction): Readonly<Record<string, string>> {
  const entries = [
    [memoryTagKeys.attributes, recordAttributes({}, attributes)],
    [memoryTagKeys.permissions, executionRole?.policyHash],
    [memoryTagKeys.triggers, triggerMarkOf(triggers)],
  ];
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** What is live when exactly this was deployed, and AWS filled in what is not declared. */
export function liveOf(
  wanted: WantedFunction,
  artifact: ArtifactManifest,
  graphHash = 'graph-a',
): LiveFunction {
  const { settings } = wanted;
  return {
    functionName: wanted.functionName,
    functionArn: `arn:aws:lambda:eu-central-1:123456789012:function:${wanted.functionName}`,
    version: '7',
    codeSha256: artifact.digest,
    codeBytes: artifact.zipBytes,
    lastModified: '2026-11-23T06:41:12.000+0000',
    settings: {
      handler: settings.handler ?? '',
      runtime: settings.runtime ?? '',
      architecture: settings.architecture,
      memorySize: settings.memorySize ?? 128,
      timeout: settings.timeout ?? 3,
      ephemeralStorage: settings.ephemeralStorage ?? 512,
      environment: settings.environment,
      layers: settings.layers ?? [],
      tracing: settings.tracing ?? 'PassThrough',
      logging: { format: 'Text', ...settings.logging },
      vpc: settings.vpc ?? noVpc,
      deadLetter: settings.deadLetter ?? { targetArn: '' },
      fileSystems: settings.fileSystems ?? [],
      kmsKeyArn: settings.kmsKeyArn ?? '',
      sourceKmsKeyArn: settings.sourceKmsKeyArn ?? '',
      snapStart: settings.snapStart ?? { applyOn: 'None' },
      ...(settings.image && { image: settings.image }),
      role:
        settings.role ?? 'arn:aws:iam::123456789012:role/lambda-deploy/prod-predict-eu-central-1',
    },
    attributes: { ...wanted.attributes, tags: { ...wanted.attributes.tags, ...memoryOf(wanted) } },
    provenance: {
      commit,
      packageVersion: wanted.packageVersion,
      graphHash,
      artifact: artifact.digest,
      code: artifact.codeDigest,
      description: wanted.descriptionHash ?? descriptionHash(''),
    },
  };
}
