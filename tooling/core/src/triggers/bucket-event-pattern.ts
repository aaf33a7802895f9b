import type { TriggerOf } from '../config/triggers-config.ts';

type Bucket = TriggerOf<'bucket'>;
type BucketEvent = NonNullable<Bucket['events']>[number];

interface Told {
  readonly detailType: string;
  /** Member of the detail, and what it has to be. */
  readonly detail?: Readonly<Record<string, string>>;
}

/**
 * How EventBridge calls what notifications call so; what it does not tell is missing.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html
 */
const told: Readonly<Partial<Record<BucketEvent, Told>>> = {
  's3:ObjectCreated:*': { detailType: 'Object Created' },
  's3:ObjectCreated:Put': { detailType: 'Object Created', detail: { reason: 'PutObject' } },
  's3:ObjectCreated:Post': { detailType: 'Object Created', detail: { reason: 'POST Object' } },
  's3:ObjectCreated:Copy': { detailType: 'Object Created', detail: { reason: 'CopyObject' } },
  's3:ObjectCreated:CompleteMultipartUpload': {
    detailType: 'Object Created',
    detail: { reason: 'CompleteMultipartUpload' },
  },
  's3:ObjectRemoved:*': { detailType: 'Object Deleted' },
  's3:ObjectRemoved:Delete': {
    detailType: 'Object Deleted',
    detail: { 'deletion-type': 'Permanently Deleted' },
  },
  's3:ObjectRemoved:DeleteMarkerCreated': {
    detailType: 'Object Deleted',
    detail: { 'deletion-type': 'Delete Marker Created' },
  },
  's3:ObjectRestore:Post': { detailType: 'Object Restore Initiated' },
  's3:ObjectRestore:Completed': { detailType: 'Object Restore Completed' },
  's3:ObjectRestore:Delete': { detailType: 'Object Restore Expired' },
  's3:ObjectTagging:Put': { detailType: 'Object Tags Added' },
  's3:ObjectTagging:Delete': { detailType: 'Object Tags Deleted' },
  's3:ObjectAcl:Put': { detailType: 'Object ACL Updated' },
  's3:LifecycleTransition': { detailType: 'Object Storage Class Changed' },
  's3:IntelligentTiering': { detailType: 'Object Access Tier Changed' },
};

/** Events that only notifications tell of. */
export const untoldEvents = ({ events = [] }: Bucket): readonly string[] =>
  events.filter((event) => told[event] === undefined);

/** The pattern by which EventBridge tells of the same as a notification. */
export function bucketEventPattern({
  bucket,
  events = ['s3:ObjectCreated:*'],
  prefix = '',
  suffix = '',
}: Bucket): Readonly<Record<string, unknown>> {
  const kinds = events.flatMap((event) => told[event] ?? []);
  const branches = kinds.map(({ detailType, detail = {} }) => ({
    'detail-type': [detailType],
    detail: {
      bucket: { name: [bucket] },
      ...keyPattern(prefix, suffix),
      ...Object.fromEntries(Object.entries(detail).map(([member, value]) => [member, [value]])),
    },
  }));
  const [only] = branches;
  return {
    source: ['aws.s3'],
    ...(branches.length === 1 && only !== undefined ? only : { $or: branches }),
  };
}

function keyPattern(prefix: string, suffix: string) {
  if (prefix === '' && suffix === '') return {};
  if (suffix === '') return { object: { key: [{ prefix }] } };
  if (prefix === '') return { object: { key: [{ suffix }] } };
  // Two conditions on one member are alternatives; a wildcard asks for both.
  const literal = (text: string) => text.replaceAll(/[\\*]/g, String.raw`\$&`);
  return { object: { key: [{ wildcard: `${literal(prefix)}*${literal(suffix)}` }] } };
}
