import { closest, distance } from 'fastest-levenshtein';

const namesShown = 10;

function listNames(names: readonly string[]): string {
  const rest = names.length - namesShown;
  const shown = names.slice(0, namesShown).join(', ');
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}

/** The name that was meant: near enough, or the same but for case and separators; else undefined. */
export function findNearest(wrong: string, names: readonly string[]): string | undefined {
  const plain = (name: string) => name.toLowerCase().replace(/[-_.]/g, '');
  const same = names.find((name) => plain(name) === plain(wrong));
  if (same !== undefined || names.length === 0) return same;
  const begun = names.filter((name) => wrong.length > 2 && plain(name).startsWith(plain(wrong)));
  if (begun.length === 1) return begun[0];
  const nearest = closest(wrong, names);
  return isNear(wrong, nearest) ? nearest : undefined;
}

const isNear = (wrong: string, nearest: string): boolean =>
  distance(wrong, nearest) <= Math.max(2, Math.ceil(wrong.length / 3));

/** `did you mean "predict"?` when a name is near enough, and what else to do otherwise. */
export function suggest(wrong: string, names: readonly string[], otherwise: string): string {
  if (names.length === 0) return otherwise;
  const nearest = closest(wrong, names);
  return isNear(wrong, nearest)
    ? `did you mean "${nearest}"? ${otherwise}`
    : `${otherwise}; there are ${listNames(names)}`;
}
