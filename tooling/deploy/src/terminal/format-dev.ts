import type { Styles } from './styles.ts';

/** What came of a save. */
export interface Reload {
  /** From the root of the repository. */
  readonly files: readonly string[];
  /** Those that have other code now. */
  readonly functions: readonly string[];
  readonly durationMs: number;
}

/** A schedule, as `lambda dev` lists it. */
export interface ListedSchedule {
  readonly name: string;
  /** The function that it starts; of something else the ARN. */
  readonly target: string;
  readonly expression: string;
  /** ISO 8601; absent: never again. */
  readonly next?: string | undefined;
}

/** Where things are, when everything is deployed. */
export interface Overview {
  readonly url: string;
  readonly console: string;
  readonly functions: readonly string[];
  readonly addresses: readonly { readonly functionName: string; readonly address: string }[];
  readonly schedules: readonly ListedSchedule[];
}

/** `lambdas/predict/rules.ts: live in predict (42 ms)` */
export function formatReload({ files, functions, durationMs }: Reload, styles: Styles): string {
  const took = styles.dim(`(${Math.round(durationMs)} ms)`);
  const what = listSome(files, 2, 'files');
  if (functions.length === 0) return `${what}: ${styles.dim('no bundle is another')} ${took}\n`;
  const where =
    functions.length > 5
      ? `${functions.length} functions: ${listSome(functions, 5)}`
      : functions.join(', ');
  return `${what}: ${styles.green(`live in ${where}`)} ${took}\n`;
}

export function formatOverview(overview: Overview, styles: Styles): string {
  const { url, functions, addresses, schedules } = overview;
  const width = Math.max(0, ...[...addresses, ...schedules].map((one) => nameOf(one).length));
  const row = (name: string, text: string) => `  ${styles.bold(name.padEnd(width))}  ${text}`;
  const count = functions.length === 1 ? '1 function' : `${functions.length} functions`;
  return `${[
    `local AWS at ${styles.cyan(url)}, console at ${styles.cyan(overview.console)}; ${count}; Ctrl-C ends it`,
    ...addresses.map((one) => row(one.functionName, one.address)),
    ...schedules.map((one) =>
      row(
        one.target,
        `${one.expression}, ${one.next === undefined ? 'fires no more' : `next at ${one.next.replace('T', ' ').replace('.000Z', 'Z')}`}`,
      ),
    ),
  ].join('\n')}\n`;
}

const nameOf = (one: Overview['addresses'][number] | ListedSchedule): string =>
  'address' in one ? one.functionName : one.target;

function listSome(names: readonly string[], most: number, what?: string): string {
  const shown = names.slice(0, most).join(', ');
  if (names.length <= most) return shown;
  const more = `${shown} and ${names.length - most} more`;
  return what === undefined ? more : `${names.length} ${what} (${more})`;
}
