import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '@tooling/core';
import { z } from 'zod';
import type { LambdaDirectory } from './list-lambda-directories.ts';
import { missingManifest } from './missing-manifest.ts';

const manifestSchema = z.object({
  name: z.string(),
  version: z.string().default('0.0.0'),
  scripts: z.record(z.string(), z.string()).default({}),
});

/** What of a lambda's package.json matters here. */
export interface Manifest extends z.infer<typeof manifestSchema> {
  /** From the root: `lambdas/predict/package.json`. */
  readonly file: string;
}

/** Some editors begin a file with a byte order mark, which is none of JSON's. */
const withoutMark = (text: string) => text.replace(/^\uFEFF/, '');

const describeIssues = ({ issues }: z.ZodError) =>
  issues.map(({ path, message }) => [...path, message].join(': ')).join('; ');

/**
 * A directory with only its code counts with the manifest that it will be given: commands that build
 * nothing need none on disk.
 *
 * @throws UserError CONFIG_INVALID when it is no JSON or has no name
 */
export async function readManifest(
  root: string,
  { name, directory, hasManifest }: LambdaDirectory,
): Promise<Manifest> {
  const file = `${directory}/package.json`;
  if (!hasManifest) return { ...missingManifest(name), file };
  try {
    const text = await readFile(join(root, file), 'utf8');
    const manifest = manifestSchema.parse(JSON.parse(withoutMark(text)));
    return { ...manifest, file };
  } catch (error) {
    const reason = error instanceof z.ZodError ? describeIssues(error) : String(error);
    throw new UserError('CONFIG_INVALID', `${file} cannot be read: ${reason}`, {
      subject: file,
      hint: 'write it like the package.json of another lambda, or delete it to have one made',
      cause: error,
    });
  }
}

/**
 * Two packages of one name confuse every tool after us, so this comes before anything else.
 *
 * @throws UserError NAME_TAKEN
 */
export function checkUniqueNames(manifests: readonly Manifest[]): void {
  const files = new Map<string, string>();
  for (const { name, file } of manifests) {
    const other = files.get(name);
    if (other !== undefined) {
      throw new UserError('NAME_TAKEN', `${other} and ${file} both have the name "${name}"`, {
        hint: 'name each package after its directory: lambdas/predict is "@lambdas/predict"',
      });
    }
    files.set(name, file);
  }
}

/** @throws UserError CONFIG_INVALID with every problem of the file */
export function checkManifest(
  { name, file, scripts }: Manifest,
  { directoryName, isBuilt }: { readonly directoryName: string; readonly isBuilt: boolean },
): void {
  const wantedName = `@lambdas/${directoryName}`;
  const problems = [
    ...(name === wantedName
      ? []
      : [`name: "${name}" is not "${wantedName}", the name of its directory`]),
    ...(isBuilt && scripts.build === undefined
      ? ['scripts.build: is missing; it is "lambda build"']
      : []),
  ];
  if (problems.length === 0) return;
  throw new UserError('CONFIG_INVALID', `${file} is not valid`, {
    subject: file,
    problems,
    hint: 'fix the fields above',
  });
}
