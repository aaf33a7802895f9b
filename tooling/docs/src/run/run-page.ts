import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from '../markdown/read-page.ts';
import { compareOutput } from './compare-output.ts';
import { openShell, type Shell } from './open-shell.ts';
import { readSteps, type RunStep } from './read-steps.ts';

/**
 * Does what a page says in a directory, until something is not as the page has it.
 *
 * @param directories - `root`, where commands are run, and `programs`, which is nobody else's
 * @returns that, with its place; undefined when all is
 */
export async function runPage(
  page: Page,
  { root, programs }: { readonly root: string; readonly programs: string },
): Promise<string | undefined> {
  await using shell = await openShell(root, programs);
  const ids = new Map<string, string>();
  for (const step of readSteps(page)) {
    if (step.kind === 'write') {
      await mkdir(dirname(join(root, step.path)), { recursive: true });
      // As editors save: whoever watches sees no half of it.
      await writeFile(join(root, `${step.path}~`), step.text);
      await rename(join(root, `${step.path}~`), join(root, step.path));
      continue;
    }
    if (step.kind === 'follow') {
      const { output } = await shell.follow((text) => !compareOutput(step.output, text));
      const difference = compareOutput(step.output, output);
      if (difference !== undefined) return `${page.path}:${step.line}:\n${difference}`;
      continue;
    }
    const problem = await runStep(shell, step, ids);
    if (problem !== undefined) return `${page.path}:${step.line}: $ ${step.command}\n${problem}`;
  }
  return undefined;
}

async function runStep(
  shell: Shell,
  step: RunStep,
  ids: Map<string, string>,
): Promise<string | undefined> {
  const { output: expected } = step;
  const command = step.command.replaceAll(hostId, (id) => ids.get(id) ?? id);
  const differs = (output: string) =>
    expected === undefined ? undefined : compareOutput(expected, output);
  const { exitCode, output } = step.inBackground
    ? await shell.start(command, (text) => differs(text) === undefined)
    : await shell.run(command);
  if (exitCode !== step.exitCode) {
    return `exit code ${exitCode ?? 'none'} in the place of ${step.exitCode}\n${output}`;
  }
  rememberIds(expected?.join('\n') ?? '', output, ids);
  return differs(output);
}

/** Of an HTTP API or a function URL: a reader copies the address from the output before. */
const hostId = /(?<=:\/\/)[a-z\d]+(?=\.(?:execute-api|lambda-url)\.)/g;

function rememberIds(expected: string, output: string, ids: Map<string, string>): void {
  const actual = output.match(hostId) ?? [];
  for (const [index, id] of (expected.match(hostId) ?? []).entries()) {
    ids.set(id, actual[index] ?? id);
  }
}
