import type { BatchResultErrorEntry } from '@aws-sdk/client-sqs';
import { AwsError } from '../../../aws-error.ts';

const mostEntries = 10;

/** What has become of the entries of a batch. */
export interface BatchOutcome<Result> {
  readonly Successful: Result[];
  readonly Failed: BatchResultErrorEntry[] | undefined;
}

/**
 * Carries out what a batch asks for, one entry after the other. What fails of it fails by itself.
 *
 * @throws AwsError for a batch that is none. Recorded (test_sqs.snapshot.json)
 */
export async function runBatch<Entry extends { readonly Id: string | undefined }, Result>(
  entries: readonly Entry[] | undefined,
  run: (entry: Entry) => Promise<Result>,
): Promise<BatchOutcome<Result>> {
  checkBatch(entries ?? []);
  const Successful: Result[] = [];
  const Failed: BatchResultErrorEntry[] = [];
  // At once, so that none of them waits for the disk of the one before; each is in order in memory.
  const runs = (entries ?? []).map((entry) => run(entry));
  for (const [index, settled] of (await Promise.allSettled(runs)).entries()) {
    if (settled.status === 'fulfilled') Successful.push(settled.value);
    else if (settled.reason instanceof AwsError) {
      Failed.push(failureOf(entries?.[index]?.Id, settled.reason));
    } else throw settled.reason;
  }
  return { Successful, Failed: Failed.length === 0 ? undefined : Failed };
}

/** As older clients call the error. */
function failureOf(Id: string | undefined, error: AwsError): BatchResultErrorEntry {
  const [code = error.code] = (error.headers['x-amzn-query-error'] ?? error.code).split(';');
  return { Id, Code: code, Message: error.message, SenderFault: error.status < 500 };
}

function checkBatch(entries: readonly { readonly Id: string | undefined }[]): void {
  const refuse = (code: string, message: string) => new AwsError(400, code, message);
  if (entries.length === 0) {
    throw refuse('EmptyBatchRequest', 'There should be at least one entry in the request.');
  }
  if (entries.length > mostEntries) {
    throw refuse(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${String(mostEntries)}. You have sent ${String(entries.length)}.`,
    );
  }
  const seen = new Set<string>();
  for (const { Id = '' } of entries) {
    if (!/^[\w-]{1,80}$/.test(Id)) {
      throw refuse(
        'InvalidBatchEntryId',
        'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
      );
    }
    if (seen.has(Id)) throw refuse('BatchEntryIdsNotDistinct', `Id ${Id} repeated.`);
    seen.add(Id);
  }
}
