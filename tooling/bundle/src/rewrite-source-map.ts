import path from 'node:path';
import type { InputPaths } from './input-path.ts';

interface SourceMap {
  readonly version: number;
  readonly sources: readonly string[];
  readonly mappings: string;
  readonly names: readonly string[];
}

/**
 * Names the sources of a map as the manifest does: from the root of the repository, and installed
 * packages by name and version. Mappings stay as they are.
 */
export function rewriteSourceMap(map: string, workspaceRoot: string, paths: InputPaths): string {
  const { version, sources, mappings, names } = JSON.parse(map) as SourceMap;
  const named = sources.map(
    (source) => paths.nameOf(path.resolve(workspaceRoot, source)) ?? source,
  );
  return JSON.stringify({ version, sources: named, names, mappings });
}
