import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { splitInstalled, toPosix } from './input-path.ts';
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
  const flag = name.startsWith('@packages/') ? ' --workspace' : '';
  if (owner !== undefined) {
    hints.push(`add it to ${owner.manifest}: pnpm --filter ${owner.name} add${flag} ${name}`);
  }
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

/** The package of the workspace that a file belongs to. */
function findOwner(file: string, workspaceRoot: string) {
  for (let at = path.dirname(file); at.startsWith(workspaceRoot); at = path.dirname(at)) {
    const manifest = path.join(at, 'package.json');
    if (!existsSync(manifest)) continue;
    try {
      const { name } = JSON.parse(readFileSync(manifest, 'utf8')) as { name?: unknown };
      const relative = toPosix(path.relative(workspaceRoot, manifest));
      if (typeof name === 'string') return { name, manifest: relative };
    } catch {
      return undefined;
    }
  }
  return undefined;
}
