import type { Plan } from '@tooling/core';

const namesShown = 3;

/** What works today and will not one day, once for all functions of which it is true. */
export function listWarnings({ functions }: Plan): readonly string[] {
  const all = functions.flatMap(({ functionName, warnings = [] }) =>
    warnings.map((text) => ({ functionName, text })),
  );
  return [...Map.groupBy(all, ({ text }) => text)].map(([text, warned]) => {
    const names = warned.slice(0, namesShown).map(({ functionName }) => functionName);
    const rest = warned.length - names.length;
    return `${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}: ${text}`;
  });
}
