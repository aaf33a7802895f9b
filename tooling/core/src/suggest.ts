import { closest, distance } from 'fastest-levenshtein';

const namesShown = 10;

function listNames(names: readonly string[]): string {
  const rest = names.length - namesShown;
  const shown = names.slice(0, namesShown).join(', ');
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}

/** `did you mean "predict"?` when a name is near enough, and what else to do otherwise. */
export function suggest(wrong: string, names: readonly string[], otherwise: string): string {
  if (names.length === 0) return otherwise;
  const nearest = closest(wrong, names);
  const isNear = distance(wrong, nearest) <= Math.max(2, Math.ceil(wrong.length / 3));
  return isNear
    ? `did you mean "${nearest}"? ${otherwise}`
    : `${otherwise}; there are ${listNames(names)}`;
}
