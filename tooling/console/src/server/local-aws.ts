import { UserError } from '@tooling/core';
import type { LocalFunction, LocalFunctions } from '@tooling/core/local-api';
import type { Problem } from '../api/console-api.ts';

/**
 * The functions that the local AWS has, by its own endpoint.
 *
 * @throws UserError AWS_REFUSED with its words, where its state cannot be read
 */
export async function readLocalFunctions(
  endpoint: string,
  signal: AbortSignal,
): Promise<readonly LocalFunction[]> {
  const answer = await fetch(`${endpoint}/_local/functions`, { signal });
  const body = (await answer.json()) as LocalFunctions | Problem;
  if ('functions' in body) return body.functions;
  throw new UserError('AWS_REFUSED', `the local AWS does not tell its functions: ${body.message}`, {
    hint: 'its error output says more',
  });
}
