import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { toPosix } from './input-path.ts';
import { parseJson } from './parse-json.ts';

/** A package of the workspace, by its manifest. */
export interface Owner {
  readonly name: string;
  /** From the root: `packages/model/package.json`. */
  readonly manifest: string;
}

/** The package of the workspace that a file belongs to: the nearest package.json with a name. */
export function findOwner(file: string, workspaceRoot: string): Owner | undefined {
  for (let at = path.dirname(file); at.startsWith(workspaceRoot); at = path.dirname(at)) {
    const manifest = path.join(at, 'package.json');
    if (!existsSync(manifest)) continue;
    try {
      const { name } = parseJson(readFileSync(manifest, 'utf8')) as { name?: unknown };
      const relative = toPosix(path.relative(workspaceRoot, manifest));
      if (typeof name === 'string') return { name, manifest: relative };
    } catch {
      return undefined;
    }
  }
  return undefined;
}

/** How one package comes to depend on another. */
export const howToAdd = ({ name, manifest }: Owner, dependency: string): string => {
  const flag = dependency.startsWith('@packages/') ? ' --workspace' : '';
  return `add it to ${manifest}: pnpm --filter ${name} add${flag} ${dependency}`;
};
