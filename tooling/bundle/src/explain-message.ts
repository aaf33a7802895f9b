import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import type { Message } from 'esbuild';
import { distance } from 'fastest-levenshtein';
import { splitInstalled, toPosix } from './input-path.ts';

/** What to do about one of esbuild's messages, where we know better than it does. */
export function explainMessage(message: Message, workspaceRoot: string): string[] {
  const { text, location } = message;
  const unresolved = /^Could not resolve "(.+)"$/.exec(text)?.[1];
  if (unresolved !== undefined && location !== null) {
    return explainUnresolved(unresolved, path.resolve(workspaceRoot, location.file), workspaceRoot);
  }
  const loader = /^No loader is configured for "(\.[^"]*)" files: (.*)$/.exec(text);
  if (loader?.[1] === '.node') {
    return [
      `${installedName(path.resolve(workspaceRoot, loader[2] ?? ''))} is a native addon, which cannot be bundled: not supported yet; use a package in plain JavaScript or WebAssembly`,
    ];
  }
  if (loader !== null) {
    return ['import it as .json or .txt, or write it as a module that exports the value'];
  }
  if (text.includes('"cjs" output format') && text.startsWith('Top-level await')) {
    return [
      'CommonJS cannot wait while it loads: make the entry an ES module (index.mjs, or "type": "module" in its package.json) or move the await into the handler',
    ];
  }
  return [];
}

function installedName(file: string): string {
  return splitInstalled(file)?.name ?? toPosix(path.basename(file));
}

function explainUnresolved(specifier: string, importer: string, workspaceRoot: string): string[] {
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
function nearestName(wrong: string, names: readonly string[]): string | undefined {
  const allowed = wrong.length < 5 ? 1 : 2;
  const [best] = names
    .map((name) => ({ name, far: distance(wrong, name) }))
    .filter(({ far }) => far <= allowed)
    .sort((a, b) => a.far - b.far || (a.name < b.name ? -1 : 1));
  return best?.name;
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
