import type { WireResponse } from '../../../protocols/wire.ts';

/** An answer of API Gateway itself. */
export function refusal(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): WireResponse {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ message }),
  };
}
