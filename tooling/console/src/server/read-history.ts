import { describeHistory, type FunctionHistory, type Ownership } from '@tooling/core';
import type { HistoryAnswer } from '../api/console-api.ts';

const mostVersions = 200;

/** A function's versions, the newest first. */
export function describeVersions(history: FunctionHistory, ownership: Ownership): HistoryAnswer {
  const view = describeHistory(history, ownership, mostVersions);
  return {
    functionName: view.functionName,
    versions: view.entries.flatMap((entry) =>
      entry.kind === 'deleted'
        ? []
        : [
            {
              version: entry.version,
              publishedAt: isoOf(entry.publishedAt),
              commit: entry.provenance?.commit,
              packageVersion: entry.provenance?.packageVersion,
              artifact: entry.codeSha256,
              isLive: entry.version === view.liveVersion,
            },
          ],
    ),
  };
}

/** Lambda writes `2026-11-29T12:00:00.000+0000`. */
const isoOf = (lastModified: string) => lastModified.replace(/\+0000$/, 'Z');
