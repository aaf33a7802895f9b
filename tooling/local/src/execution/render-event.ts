import type { ExecutableFunction } from './executor.ts';
import { jsonRecord } from './json-events.ts';
import { passes } from './log-level.ts';
import type { PlatformEvent } from './platform-events.ts';
import { textLine } from './text-events.ts';

/**
 * The line that AWS writes for an event, or undefined where it writes none in that format or the
 * function's system log level hides it.
 */
export function renderPlatformEvent(
  event: PlatformEvent,
  executable: ExecutableFunction,
  now: Date,
): string | undefined {
  if (executable.logFormat === 'Text') return textLine(event, executable, now);
  const rendered = jsonRecord(event, executable);
  if (rendered === undefined) return undefined;
  if (!passes(rendered.level, executable.systemLogLevel ?? 'INFO')) return undefined;
  const { type, record } = rendered;
  return JSON.stringify({ time: now.toISOString(), type: `platform.${type}`, record });
}
