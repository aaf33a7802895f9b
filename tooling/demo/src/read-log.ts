import { FilterLogEventsCommand, ResourceNotFoundException } from '@aws-sdk/client-cloudwatch-logs';
import type { Clients } from './create-clients.ts';
import type { LogLine } from './hop.ts';

/** What functions write about themselves, and not about what they did. */
const routine = new Set([
  'level',
  'message',
  'timestamp',
  'service',
  'cold_start',
  'function_arn',
  'function_memory_size',
  'function_name',
  'function_request_id',
  'sampling_rate',
  'xray_trace_id',
]);

/** Reads what functions logged since they were read last, in the order of their names. */
export function createLogReader({ logs }: Clients) {
  const seen = new Set<string | undefined>();
  const readOne = async (functionName: string): Promise<readonly LogLine[]> => {
    const logGroupName = `/aws/lambda/${functionName}`;
    const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName }));
    const news = events.filter(({ eventId }) => !seen.has(eventId));
    for (const { eventId } of news) seen.add(eventId);
    return news.flatMap(({ message = '' }) => toLogLine(functionName, message));
  };
  return async (functionNames: readonly string[]): Promise<readonly LogLine[]> => {
    const lines = await Promise.all(
      functionNames.map(async (name) =>
        readOne(name).catch((error: unknown) => {
          // It has not run yet.
          if (error instanceof ResourceNotFoundException) return [];
          throw error;
        }),
      ),
    );
    return lines.flat();
  };
}

/** Lines of Lambda itself, and metrics, are left out. */
function toLogLine(functionName: string, text: string): readonly LogLine[] {
  let line: unknown;
  try {
    line = JSON.parse(text);
  } catch {
    return [{ functionName, level: 'INFO', message: text.trim(), fields: {} }];
  }
  const { level, message, ...more } = line as Readonly<Record<string, unknown>>;
  if (typeof level !== 'string' || typeof message !== 'string') return [];
  const fields = Object.fromEntries(Object.entries(more).filter(([name]) => !routine.has(name)));
  return [{ functionName, level, message, fields }];
}
