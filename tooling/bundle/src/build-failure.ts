import { UserError } from '@tooling/core/build';
import type { BuildFailure, Message } from 'esbuild';
import type { BuildWarning } from './bundle.ts';
import { explainMessage } from './explain-message.ts';
import { columnOf, formatMessage } from './format-message.ts';
import { toPosix } from './input-path.ts';

/** More than these help nobody: the first ones are usually the cause of the others. */
const problemsShown = 20;

const isBuildFailure = (error: unknown): error is BuildFailure =>
  error instanceof Error && Array.isArray((error as Partial<BuildFailure>).errors);

/** esbuild's failure as one that the user can act on; anything else as it is. */
export function explainFailure(error: unknown, subject: string, workspaceRoot: string): unknown {
  if (!isBuildFailure(error)) return error;
  return buildFailed(
    error.errors.map((message) => describeMessage(message, workspaceRoot)),
    subject,
  );
}

/** `BUILD_FAILED` with one problem a message. */
export function buildFailed(problems: readonly string[], subject: string): UserError {
  const count = problems.length === 1 ? 'an error' : `${problems.length} errors`;
  const shown = problems.slice(0, problemsShown);
  if (problems.length > shown.length) shown.push(`and ${problems.length - shown.length} more`);
  return new UserError('BUILD_FAILED', `the bundler found ${count}`, { subject, problems: shown });
}

export function toWarning(message: Message, workspaceRoot: string): BuildWarning {
  const { text, location } = message;
  const place =
    location === null
      ? {}
      : { file: toPosix(location.file), line: location.line, column: columnOf(location).column };
  return { ...place, text, formatted: describeMessage(message, workspaceRoot) };
}

/** The message, then esbuild's notes and our remedies, each on a line of its own. */
function describeMessage(message: Message, workspaceRoot: string): string {
  const remedies = explainMessage(message, workspaceRoot);
  const notes = message.notes.filter(({ text }) => !isAboutOptions(text)).map(formatMessage);
  const below = [...notes, ...remedies].flatMap((text) => text.split('\n'));
  return [formatMessage(message), ...below.map((line) => `    ${line}`)]
    .join('\n')
    .replaceAll(`${workspaceRoot}/`, '');
}

/** esbuild's notes speak of its own options, which are not the user's to set. */
const isAboutOptions = (text: string) =>
  /You can mark the path|output format|--\w+|plugin/.test(text);
