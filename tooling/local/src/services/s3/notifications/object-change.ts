import type { RequestContext } from '../../../service.ts';
import type { BucketDocument, VersionDocument } from '../s3-store.ts';

/** What happened to an object. These are fired; others may be asked for, and never come. */
export type FiredEvent =
  | 'ObjectCreated:Put'
  | 'ObjectCreated:Copy'
  | 'ObjectCreated:CompleteMultipartUpload'
  | 'ObjectRemoved:Delete'
  | 'ObjectRemoved:DeleteMarkerCreated';

export interface ObjectChange {
  readonly event: FiredEvent;
  readonly bucket: BucketDocument;
  /** What was written, or what was taken away. */
  readonly version: VersionDocument;
  /** Of the request that did it. */
  readonly context: RequestContext;
}
