import { strFromU8, unzipSync } from 'fflate';
import { parseJson } from './parse-json.ts';

/** An npm package of which a zip has something. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
}

/**
 * The npm packages in a zip of ours, whenever it was built: the sources that its source maps name, and
 * what is installed beside the bundle.
 *
 * @returns undefined for a zip that does not tell, since it has no source map that names any source
 */
export function readBundledPackages(zip: Uint8Array): readonly BundledPackage[] | undefined {
  const files = unzipSync(zip, {
    filter: ({ name }) => isOwnMap(name) || manifestPattern.test(name),
  });
  const maps = Object.entries(files).filter(([path]) => isOwnMap(path));
  const sources = maps.flatMap(([, contents]) => sourcesOf(strFromU8(contents)));
  if (sources.length === 0) return undefined;
  const installed = Object.entries(files).flatMap(([path, contents]) =>
    manifestPattern.test(path) ? installedIn(strFromU8(contents)) : [],
  );
  const found = [...sources.flatMap(bundledFrom), ...installed];
  return [...new Map(found.map((one) => [`${one.name}@${one.version}`, one])).values()];
}

const isOwnMap = (path: string): boolean => /^[^/]+\.map$/.test(path);

/** The package.json of what is installed, and not those of its inner directories. */
const manifestPattern = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+\/package\.json$/;

function sourcesOf(map: string): readonly string[] {
  try {
    const { sources } = parseJson(map) as { readonly sources?: readonly (string | null)[] };
    return (sources ?? []).filter((source) => source !== null);
  } catch {
    return [];
  }
}

/** As `inputPaths` names installed files. */
function bundledFrom(source: string): readonly BundledPackage[] {
  const match = /^node_modules\/((?:@[^/]+\/)?[^/@]+)@([^/]+)\//.exec(source);
  const [, name, version] = match ?? [];
  return name === undefined || version === undefined ? [] : [{ name, version }];
}

function installedIn(manifest: string): readonly BundledPackage[] {
  try {
    const { name, version } = parseJson(manifest) as { name?: unknown; version?: unknown };
    return typeof name === 'string' && typeof version === 'string' ? [{ name, version }] : [];
  } catch {
    return [];
  }
}
