import type { FilteredLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import { defaultLogGroup, UserError } from '@tooling/core';
import { liveAlias } from './alias.ts';
import type { AwsClients } from './clients.ts';
import type { LogCursor, LogEvent } from './log-cursor.ts';
import { getFunction } from './read-functions.ts';
import { describeAnswer, isAwsError, translating } from './translate-error.ts';

/** The log of one function. */
export interface FunctionLog {
  readonly functionName: string;
  readonly logGroup: string;
}

/** CloudWatch Logs takes five FilterLogEvents a second of an account and region. */
const spacingMs = 200;

/** Finds where the live version writes. @throws UserError FUNCTION_NOT_LIVE */
export function findFunctionLog(clients: AwsClients, functionName: string): Promise<FunctionLog> {
  return translating(functionName, async () => {
    const live = await getFunction(clients, functionName, liveAlias);
    if (live === undefined) {
      throw new UserError('FUNCTION_NOT_LIVE', `${functionName} is not live in this stage`, {
        subject: functionName,
      });
    }
    const { LogGroup: logGroup = defaultLogGroup(functionName) } =
      live.Configuration?.LoggingConfig ?? {};
    return { functionName, logGroup };
  });
}

/**
 * What has come into a log since the cursor, page by page, oldest first.
 *
 * @param pattern - CloudWatch's filter pattern
 * @throws UserError USAGE for a pattern that CloudWatch does not take
 * @returns whether the log group is there: Lambda makes it when a function runs first
 */
export async function* readLogEvents(
  clients: AwsClients,
  { functionName, logGroup }: FunctionLog,
  cursor: LogCursor,
  pattern?: string,
): AsyncGenerator<readonly LogEvent[], boolean> {
  const [{ FilterLogEventsCommand }, client] = await Promise.all([
    import('@aws-sdk/client-cloudwatch-logs'),
    clients.logs(),
  ]);
  const startTime = cursor.from();
  const begunMs = clients.clock.date().getTime();
  let nextToken: string | undefined;
  do {
    const input = {
      logGroupName: logGroup,
      startTime,
      ...(pattern !== undefined && { filterPattern: pattern }),
      ...(nextToken !== undefined && { nextToken }),
    };
    try {
      if (nextToken !== undefined) await clients.clock.sleep(spacingMs);
      const page = await client.send(new FilterLogEventsCommand(input));
      nextToken = page.nextToken;
      const own = (page.events ?? []).filter(isOf(functionName));
      yield cursor.take(own.map(toLogEvent));
    } catch (error) {
      if (isAwsError(error, 'ResourceNotFoundException')) return false;
      await translating(logGroup, () => Promise.reject(refusedPattern(error, pattern)));
    }
  } while (nextToken !== undefined);
  // What stands in the place of AWS may have a time of its own.
  if (clients.endpoint === undefined) cursor.searched(begunMs);
  return true;
}

/**
 * Functions that share a log group have their names in those of their streams:
 * `2026/11/29/predict[3]0fa2…`. In a group of its own there is no name.
 */
function isOf(functionName: string): (event: FilteredLogEvent) => boolean {
  return ({ logStreamName = '' }) => {
    const owner = /^\d{4}\/\d\d\/\d\d\/([^[\]]+)\[/.exec(logStreamName)?.[1];
    return owner === undefined || owner === functionName;
  };
}

const toLogEvent = ({
  eventId = '',
  timestamp = 0,
  logStreamName = '',
  message = '',
}: FilteredLogEvent): LogEvent => ({
  eventId,
  time: new Date(timestamp).toISOString(),
  stream: logStreamName,
  message,
});

function refusedPattern(error: unknown, pattern: string | undefined): Error {
  if (pattern === undefined || !isAwsError(error, 'InvalidParameterException')) {
    return error as Error;
  }
  return new UserError(
    'USAGE',
    `CloudWatch Logs does not take the pattern ${pattern}: ${describeAnswer(error)}`,
    {
      hint: 'write words (ERROR timeout), a text ("disk full"), a regular expression (%time.?out%) or a condition ({ $.level = "ERROR" }); words with other signs than letters and digits need quotation marks',
      cause: error,
    },
  );
}
