import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ExternalPackage } from '@tooling/core';
import { parseJson } from '../parse-json.ts';
import type { BundleFile } from '../bundle.ts';
import { isProgram } from '../native-file.ts';

/** A package as it was installed. */
export interface InstalledPackage extends ExternalPackage {
  readonly manifest: InstalledManifest;
  /** Paths in the zip. */
  readonly files: readonly BundleFile[];
}

/** What of its package.json matters here. */
interface InstalledManifest {
  readonly name?: string;
  readonly version?: string;
  readonly license?: unknown;
  readonly licenses?: unknown;
  readonly gypfile?: boolean;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/**
 * Reads all packages below a `node_modules`, also those inside of others; sorted by path. What the
 * package manager keeps there for itself begins with a dot: shims, its state.
 *
 * @param modules - path in the zip: `node_modules`
 */
export async function readInstalled(root: string, modules: string): Promise<InstalledPackage[]> {
  const names = await listPackages(path.join(root, modules));
  const found = await Promise.all(names.map((name) => readPackage(root, `${modules}/${name}`)));
  return found.flat().sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function listPackages(modules: string): Promise<string[]> {
  const entries = (await readdir(modules)).filter((name) => !name.startsWith('.'));
  const names = await Promise.all(
    entries.map(async (name) =>
      name.startsWith('@')
        ? (await readdir(path.join(modules, name))).map((inner) => `${name}/${inner}`)
        : [name],
    ),
  );
  return names.flat();
}

async function readPackage(root: string, directory: string): Promise<InstalledPackage[]> {
  const { files, modules } = await readFiles(root, directory);
  const text = files.find(({ path: name }) => name === `${directory}/package.json`)?.contents;
  const manifest = parseJson(new TextDecoder().decode(text)) as InstalledManifest;
  const { name = '', version = '' } = manifest;
  const license = licenseOf(manifest);
  const own = {
    name,
    version,
    ...(license !== undefined && { license }),
    path: directory,
    sizeBytes: files.reduce((sum, { contents }) => sum + contents.length, 0),
    manifest,
    files,
  };
  const inner = await Promise.all(modules.map((one) => readInstalled(root, one)));
  return [own, ...inner.flat()];
}

/** The files of a package, and the `node_modules` in it, whose files are other packages'. */
async function readFiles(root: string, directory: string) {
  const files: BundleFile[] = [];
  const modules: string[] = [];
  const entries = await readdir(path.join(root, directory), { withFileTypes: true });
  for (const entry of entries) {
    const name = `${directory}/${entry.name}`;
    if (entry.isDirectory() && entry.name === 'node_modules') {
      modules.push(name);
    } else if (entry.isDirectory()) {
      const inner = await readFiles(root, name);
      files.push(...inner.files);
      modules.push(...inner.modules);
    } else {
      const contents = await readFile(path.join(root, name));
      files.push({ path: name, contents, isProgram: isProgram(contents) });
    }
  }
  return { files, modules };
}

/** Also as older packages say it: an object, or a list of them. */
function licenseOf({ license, licenses }: InstalledManifest): string | undefined {
  if (typeof license === 'string') return license;
  const types = [license, licenses].flat().flatMap((one) => {
    const type = (one as { readonly type?: unknown } | null | undefined)?.type;
    return typeof type === 'string' ? [type] : [];
  });
  return types.length === 0 ? undefined : types.join(' OR ');
}
