import type { MessageDocument } from '../../sqs/messages/message-document.ts';
import type { FunctionAnswer } from '../invoke/function-invoker.ts';

/**
 * What of a batch is done, after what the function answered: all, unless it failed. One that reports
 * single failures has done the rest; a report that cannot be read is a failure of all.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function doneOf(
  batch: readonly MessageDocument[],
  { functionError, payload }: FunctionAnswer,
  responseTypes: readonly string[],
): readonly MessageDocument[] {
  if (functionError !== undefined) return [];
  if (!responseTypes.includes('ReportBatchItemFailures')) return batch;
  const failed = failedIds(Buffer.from(payload).toString());
  const known = new Set<unknown>(batch.map(({ id }) => id));
  if (failed === undefined || failed.some((id) => !known.has(id))) return [];
  return batch.filter(({ id }) => !failed.includes(id));
}

/** An empty answer, or an empty list, says that none failed. Undefined: it is no report. */
function failedIds(text: string): readonly unknown[] | undefined {
  if (text === '') return [];
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (answer === null) return [];
  if (typeof answer !== 'object' || Array.isArray(answer)) return undefined;
  const { batchItemFailures = null } = answer as { readonly batchItemFailures?: unknown };
  if (batchItemFailures === null) return [];
  if (!Array.isArray(batchItemFailures)) return undefined;
  return batchItemFailures.map((item: unknown) =>
    typeof item === 'object' && item !== null && 'itemIdentifier' in item
      ? item.itemIdentifier
      : undefined,
  );
}
