/**
 * Members of the requests that make and change a function, and that no field of lambda.config.ts stands for,
 * by AWS's name: what becomes of them, and why. The reference says it, and a test compares the SDK with it.
 */
export const notTaken: Readonly<Record<string, string>> = {
  CapacityProviderConfig:
    'managed instances publish to another place than a version (`$LATEST.PUBLISHED`), which `live` cannot name. It is never sent, so what a function has stays.',
  'Code.S3ObjectStorageMode':
    'zips are copied by Lambda. A function whose code is only referred to (`REFERENCE`) is blocked, since an update would make it a copy.',
  'Code.S3ObjectVersion': 'a zip in `codeBucket` is named by its digest: it has no second version.',
  DryRun: 'the plan says what would be done.',
  DurableConfig:
    'durable functions are enabled only at creation, and versions in use must not be pruned, which nothing tells. It is never sent, so what a function has stays.',
  'FileSystemConfigs.S3FilesConfig':
    'of file systems, access points of EFS are taken. Where `fileSystems` is not declared none of them is sent, so an S3 file system stays as it is.',
  Publish:
    'a version is published when everything about it is there, with its origin as its description.',
  PublishTo: 'for managed instances alone.',
  TenancyConfig: 'set only at creation, for good. It is never sent, so what a function has stays.',
};
