import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What went wrong when a file was imported, and where. */
export interface ImportFailure {
  readonly message: string;
  /** The place with its source line where Node shows one, else the nearest call in the repository. */
  readonly place: readonly string[];
}

/**
 * Says what an error of `import()` means to whoever wrote the file.
 *
 * @param file - that was imported, from the root
 */
export async function describeImportError(
  root: string,
  file: string,
  error: unknown,
): Promise<ImportFailure> {
  if (!(error instanceof Error)) return { message: String(error), place: [] };
  const message = relativeTo(root, `${error.name}: ${error.message}`);
  const { excerpt, calls } = splitStack(root, error.stack ?? '', error.message);
  if (excerpt.length > 0) return { message, place: excerpt };
  if (error instanceof SyntaxError) return { message, place: await checkSyntax(root, file) };
  return { message, place: calls.slice(0, 1) };
}

const relativeTo = (root: string, text: string): string =>
  text
    .replaceAll(`${pathToFileURL(root).href}/`, '')
    .replaceAll(join(root, '/'), '')
    // The edition, which `load-config.ts` adds to the address.
    .replaceAll(/(?<=\.[cm]?[jt]s)\?[0-9a-f]{16}/g, '');

/** `at read (lambdas/predict/lambda.config.ts:3:7)`, and nothing of Node or of a dependency. */
function isOwnCall(line: string): boolean {
  const place = /(?:\(|at )([^()\s]+):\d+:\d+\)?$/.exec(line)?.[1];
  return place !== undefined && !/^(?:\/|node:|file:)|node_modules/.test(place);
}

/** Node writes the source line of a syntax error above the message, where it knows it. */
function splitStack(root: string, stack: string, message: string) {
  const lines = relativeTo(root, stack).split('\n');
  const [firstLine = ''] = relativeTo(root, message).split('\n');
  const at = lines.findIndex((line) => line.includes(firstLine));
  return {
    excerpt: lines.slice(0, Math.max(at, 0)).filter((line) => line.trim() !== ''),
    calls: lines
      .slice(at + 1)
      .map((line) => line.trim())
      .filter(isOwnCall),
  };
}

/** The place of a syntax error in JavaScript: the error itself does not hold it, Node's check says it. */
async function checkSyntax(root: string, file: string): Promise<readonly string[]> {
  try {
    await run(process.execPath, ['--check', join(root, file)]);
    return [];
  } catch (error) {
    const { stderr } = error as { readonly stderr?: string };
    return splitStack(root, stderr ?? '', 'SyntaxError').excerpt;
  }
}
