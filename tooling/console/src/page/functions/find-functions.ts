import type { FunctionSummary } from '../../api/console-api.ts';

/** Those that have every word of the search in their name, state or what starts them. */
export function findFunctions(
  functions: readonly FunctionSummary[],
  search: string,
): readonly FunctionSummary[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return functions;
  return functions.filter((summary) => {
    const text = textOf(summary).toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function textOf({ lambda, functionName, triggers, deployed }: FunctionSummary): string {
  const started = triggers.flatMap(({ type, title }) => [type, title]);
  return [lambda, functionName, deployed?.state ?? 'not deployed', ...started].join('\n');
}
