import { existsSync, readdirSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { findOwner, howToAdd } from './find-owner.ts';
import { splitInstalled } from './input-path.ts';
import { nearestBuiltin, nearestName } from './nearest-name.ts';

/** What to do about an import that leads nowhere. */
export function explainUnresolved(
  specifier: string,
  importer: string,
  workspaceRoot: string,
): string[] {
  if (/^\.{0,2}\//.test(specifier) || /^\.{1,2}$/.test(specifier)) {
    return explainMissingFile(specifier, importer);
  }
  if (specifier.startsWith('#')) {
    return [`declare "${specifier}" under "imports" in the package.json of the package`];
  }
  const [first = '', second = ''] = specifier.split('/');
  const name = first.startsWith('@') ? `${first}/${second}` : first;
  const builtin = nearestBuiltin(specifier);
  const hints = builtin === undefined ? [] : [`did you mean "${builtin}"?`];
  if (isBuiltin(name)) return hints;
  const installed = splitInstalled(importer);
  if (installed !== undefined) {
    hints.push(
      `${installed.name} wants it and did not bring it along, as with an optional or peer dependency: add ${name} to the package that depends on ${installed.name}`,
    );
    return hints;
  }
  const owner = findOwner(importer, workspaceRoot);
  if (owner !== undefined) hints.push(howToAdd(owner, name));
  return hints;
}

function explainMissingFile(specifier: string, importer: string): string[] {
  const wanted = path.resolve(path.dirname(importer), specifier);
  const directory = path.dirname(wanted);
  if (!existsSync(directory)) return [];
  const nearest = nearestName(
    path.basename(wanted),
    readdirSync(directory, { withFileTypes: true }).flatMap((entry) =>
      entry.isFile() ? [entry.name] : [],
    ),
  );
  if (nearest === undefined) return [];
  const prefix = specifier.slice(0, specifier.lastIndexOf('/') + 1);
  return [`did you mean "${prefix}${nearest}"?`];
}
