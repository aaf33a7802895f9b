import { builtinModules } from 'node:module';
import { distance } from 'fastest-levenshtein';

/** The builtin that a name was probably meant to be: `fs/promises` for `fs/promise`. */
export function nearestBuiltin(specifier: string): string | undefined {
  const bare = specifier.replace(/^node:/, '');
  const names = builtinModules
    .filter((name) => !name.startsWith('_'))
    .map((name) => name.replace(/^node:/, ''));
  const nearest = nearestName(bare, names);
  return nearest === undefined ? undefined : `node:${nearest}`;
}

/** A name is near when a typing slip explains the difference. */
export function nearestName(wrong: string, names: readonly string[]): string | undefined {
  const allowed = wrong.length < 5 ? 1 : 2;
  const [best] = names
    .map((name) => ({ name, far: distance(wrong, name) }))
    .filter(({ far }) => far <= allowed)
    .sort((a, b) => a.far - b.far || (a.name < b.name ? -1 : 1));
  return best?.name;
}
