import { randomUUID } from 'node:crypto';

/** What rules match, and targets get: the envelope of every event. */
export interface BusEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  /** To the second: `2026-11-20T12:00:00Z`. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}

export interface NewEvent {
  /** `aws.s3` */
  readonly source: string;
  /** `Object Created` */
  readonly detailType: string;
  readonly detail: unknown;
  /** ARNs of what it is about. */
  readonly resources?: readonly string[] | undefined;
}

export function createBusEvent(
  { source, detailType, detail, resources = [] }: NewEvent,
  at: { readonly accountId: string; readonly region: string; readonly time: Date },
): BusEvent {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': detailType,
    source,
    account: at.accountId,
    time: at.time.toISOString().replace(/\.\d+Z$/, 'Z'),
    region: at.region,
    resources,
    detail,
  };
}
