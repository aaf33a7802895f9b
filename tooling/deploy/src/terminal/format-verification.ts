import type { FileDifference, Verification } from '@tooling/core';
import { formatBytes } from './format-bytes.ts';
import { formatTable } from './format-table.ts';
import type { Styles } from './styles.ts';

const sizeOf = (bytes: number | undefined) =>
  bytes === undefined ? 'not there' : formatBytes(bytes);

const rowOf = ({ path, liveBytes, rebuiltBytes }: FileDifference): readonly string[] => [
  path,
  sizeOf(liveBytes),
  sizeOf(rebuiltBytes),
];

/** Whether a version is what its commit says, and where it is not. */
export function formatVerification(
  verification: Verification,
  stage: string,
  styles: Styles,
): string {
  const { functionName, version, commit, result, problems, files, notes } = verification;
  const subject = `${styles.bold(functionName)} in stage ${stage}: version ${version}`;
  const title =
    result === 'same'
      ? `${subject} ${styles.green('is what')} commit ${commit} ${styles.green('gives')}, byte for byte`
      : `${subject} ${styles.red('is not what')} commit ${commit} ${styles.red('gives')}`;
  const head = ['FILE', 'LIVE', 'REBUILT'].map(styles.bold);
  return [
    `${title}\n`,
    ...problems.map((problem) => `  ${problem}\n`),
    `  CodeSha256 ${verification.codeSha256}, rebuilt ${verification.rebuiltSha256}\n`,
    ...(files.length === 0 ? [] : ['\n', formatTable(head, files.map(rowOf)), '\n']),
    ...notes.map((note) => styles.yellow(`  ${note}\n`)),
  ].join('');
}
