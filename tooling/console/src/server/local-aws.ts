import type { LocalFunction, LocalFunctions } from '@tooling/core/local-api';

/** The functions that the local AWS has, by its own endpoint. */
export async function readLocalFunctions(
  endpoint: string,
  signal: AbortSignal,
): Promise<readonly LocalFunction[]> {
  const answer = await fetch(`${endpoint}/_local/functions`, { signal });
  if (!answer.ok) {
    throw new Error(`/_local/functions answers ${answer.status}: ${await answer.text()}`);
  }
  const { functions } = (await answer.json()) as LocalFunctions;
  return functions;
}
