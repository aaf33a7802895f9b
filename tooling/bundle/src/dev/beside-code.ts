import { mkdir, rename, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { buildFailed } from '../build-failure.ts';
import { extraFiles } from '../extra-files.ts';
import { inputPaths } from '../input-path.ts';
import { readArtifact } from '../read-artifact.ts';
import type { BesideCode } from './code-store.ts';
import { devLayout, type NamedRequest } from './dev-options.ts';

/**
 * What stands beside a lambda's code: the files of its configuration, as they are now, and the packages
 * that its artifact has installed. Nothing is installed here: another version of such a package comes
 * with the next deploy.
 *
 * @throws UserError BUILD_FAILED, ARTIFACT_INVALID
 */
export async function besideCode(request: NamedRequest): Promise<BesideCode> {
  const { bundling, workspaceRoot, lambdaDirectory, subject } = request;
  const entries = bundling.files ?? [];
  const place = { workspaceRoot, lambdaDirectory };
  const { files, problems } =
    entries.length === 0
      ? { files: [], problems: [] }
      : await extraFiles({ entries, paths: inputPaths(workspaceRoot), ...place });
  if (problems.length > 0) throw buildFailed(problems, subject);
  const hasModules = (bundling.external ?? []).length > 0;
  return { files, ...(hasModules && { modules: await installedModules(request) }) };
}

async function installedModules({ name, workspaceRoot, lambdaDirectory, subject }: NamedRequest) {
  const { zip, manifest } = await readArtifact(lambdaDirectory, subject);
  const digest = manifest.digest.replaceAll(/\W/g, '').slice(0, 16);
  const target = path.join(workspaceRoot, devLayout.directory, name, `packages-${digest}`);
  const modules = path.join(target, 'node_modules');
  if (existsSync(target)) return modules;
  const temporary = `${target}.tmp`;
  const files = unzipSync(zip, { filter: (file) => file.name.startsWith('node_modules/') });
  await mkdir(path.join(temporary, 'node_modules'), { recursive: true });
  for (const [file, contents] of Object.entries(files)) {
    if (file.endsWith('/')) continue;
    const place = path.join(temporary, file);
    await mkdir(path.dirname(place), { recursive: true });
    await writeFile(place, contents, { mode: 0o755 });
  }
  await rename(temporary, target);
  return modules;
}
