import { UserError } from '@tooling/core';

/**
 * Writes failures for whoever watches a server. What a user can act on is one line, and once: every
 * request would repeat it. Anything else is a bug, shown with its stack each time.
 */
export function reportOnce(write: (text: string) => void): (error: unknown) => void {
  const said = new Set<string>();
  return (error) => {
    if (!(error instanceof UserError)) {
      write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      return;
    }
    const line = `${error.code}: ${error.message} (${error.hint})\n`;
    if (!said.has(line)) write(line);
    said.add(line);
  };
}
