import { defaultLogGroup } from '@tooling/core';
import type { LocalLogLine } from '@tooling/core/local-api';
import type { LogLine } from './log-feed.ts';

/** A line with what its stream and its text tell of the function and the invocation. */
export function showLine({ logGroup, logStream, timestamp, message, cut }: LogLine): LocalLogLine {
  const { name, version } = streamName.exec(logStream)?.groups ?? {};
  return {
    // In a group of its own a function is named by that.
    functionName: version === undefined ? undefined : name || functionOfGroup(logGroup),
    version,
    logGroup,
    logStream,
    requestId: requestIdOf(message),
    timestamp: new Date(timestamp).toISOString(),
    message: cut === undefined ? message : `${message}… (${cut} characters more)`,
  };
}

/** `2026/11/29/[7]0123…`, and where several functions share a group `2026/11/29/predict[7]0123…`. */
const streamName = /^\d{4}\/\d\d\/\d\d\/(?<name>[^[\]]*)\[(?<version>\$LATEST|\d+)\]/;

function functionOfGroup(logGroup: string): string | undefined {
  const name = logGroup.split('/').at(-1) ?? '';
  return logGroup === defaultLogGroup(name) ? name : undefined;
}

/** Of the service's own lines, of the runtime client's (text, or JSON), and of nothing else. */
function requestIdOf(message: string): string | undefined {
  const { id } = requestId.exec(message)?.groups ?? {};
  return id;
}

const uuid = '(?<id>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})';
const requestId = new RegExp(
  `^(?:(?:[A-Z]+ )?RequestId: |\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z[\\t ]|\\{(?:.{0,400}?)"requestId":")${uuid}`,
  's',
);
