import { readCsv, type RowStore, type Source } from '@packages/dataset';
import type { ObjectStore } from '@packages/object-store/types';
import type { Logger } from '@packages/observability/logger';
import { type Metrics, MetricUnit } from '@packages/observability/metrics';
import { penguinColumns } from '@packages/penguins';
import type { Context } from 'aws-lambda';
import { readUploads } from './read-uploads.ts';

/** The world as this function sees it. */
export interface IngestDependencies {
  readonly uploads: Pick<ObjectStore, 'read'>;
  readonly rows: RowStore;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** What became of one upload. */
export type Ingested =
  | {
      readonly key: string;
      readonly outcome: 'stored';
      readonly good: number;
      readonly bad: number;
    }
  | { readonly key: string; readonly outcome: 'nothing to do' };

/**
 * Stores the good rows of uploaded CSV files, and the bad ones with what is wrong with each.
 *
 * S3 tells of an upload at least once, and Lambda tries again what failed: an upload that is stored
 * already is left alone, and one that was replaced meanwhile is left to its successor's event.
 */
export function createHandler({ uploads, rows, logger, metrics }: IngestDependencies) {
  const ingest = async (source: Source): Promise<Ingested> => {
    const { key, etag } = source;
    const stored = await rows.store(source, penguinColumns.features, async () => {
      const upload = await uploads.read(key, etag);
      return upload && readCsv(upload.text, penguinColumns);
    });
    if (stored === undefined) {
      logger.info('nothing to do: stored already, or replaced meanwhile', { key });
      return { key, outcome: 'nothing to do' };
    }
    const [good, bad] = [stored.good.length, stored.bad.length];
    logger.info('rows stored', { key, good, bad });
    if (bad > 0) logger.warn('rows quarantined', { key, bad, first: stored.bad[0] });
    metrics.addMetric('GoodRows', MetricUnit.Count, good);
    metrics.addMetric('BadRows', MetricUnit.Count, bad);
    metrics.publishStoredMetrics();
    return { key, outcome: 'stored', good, bad };
  };
  return async (event: unknown, context: Context): Promise<readonly Ingested[]> => {
    logger.addContext(context);
    metrics.captureColdStartMetric();
    const ingested: Ingested[] = [];
    for (const source of readUploads(event)) ingested.push(await ingest(source));
    return ingested;
  };
}
