import { UserError } from '@tooling/core';
import type { Problem } from '../api/console-api.ts';

/** What is answered to a browser. */
export interface ConsoleAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

export function json(status: number, body: object): ConsoleAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: `${JSON.stringify(body)}\n`,
  };
}

export const notFound = (message: string, hint?: string): ConsoleAnswer =>
  json(404, { message, hint } satisfies Problem);

/** What is wrong, in the words of the command line. */
export function problemOf({ message, problems, hint }: UserError): Problem {
  return { message, ...(problems.length > 0 && { problems }), hint };
}

/** undefined of what is a bug. */
export function problemIn(error: unknown): Problem | undefined {
  return error instanceof UserError ? problemOf(error) : undefined;
}
