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
export function rewriteSourceMap(
  contents: Uint8Array,
  workspaceRoot: string,
  paths: InputPaths,
): Uint8Array {
  const { version, sources, mappings, names } = JSON.parse(
    new TextDecoder().decode(contents),
  ) as SourceMap;
  const named = sources.map(
    (source) => paths.nameOf(path.resolve(workspaceRoot, source)) ?? source,
  );
  const text = JSON.stringify({ version, sources: named, names, mappings });
  return new TextEncoder().encode(text);
}
