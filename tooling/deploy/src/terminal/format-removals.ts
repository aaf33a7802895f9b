import type { Removed } from '../apply/apply-pruning.ts';
import { formatFailure } from './format-failure.ts';
import type { Styles } from './styles.ts';

/** A removal without the tags and ids that it was decided by. */
export interface ShownRemoval extends Omit<Removed, 'facts'> {
  /** What goes with the function. */
  readonly with?: readonly string[] | undefined;
  /** What is used by it and stays, since it is not ours. */
  readonly stays?: readonly string[] | undefined;
}

/** As a line of JSON. */
export function showableRemoval({ facts, ...rest }: Removed): ShownRemoval {
  return {
    ...rest,
    ...(facts !== undefined && { with: companions(facts), stays: staysOf(facts) }),
  };
}

/** What goes with the function. */
const companions = ({
  found,
  roleName,
  logGroup,
}: NonNullable<Removed['facts']>): readonly string[] => [
  ...(found?.triggers ?? []).map(({ title }) => title),
  ...(found?.scheduleRole === undefined ? [] : [`role ${found.scheduleRole}`]),
  ...(roleName === undefined ? [] : [`role ${roleName}`]),
  ...(logGroup === undefined ? [] : [`log group ${logGroup}`]),
];

const staysOf = ({ found }: NonNullable<Removed['facts']>): readonly string[] => found?.stays ?? [];

const words = { removed: 'removed', removable: 'would be removed', kept: 'kept' } as const;

function formatOne(removed: Removed, styles: Styles): string {
  const { functionName, lambda, outcome, facts, doubts, failure } = removed;
  if (outcome === 'failed' || facts === undefined) {
    return failure === undefined ? '' : formatFailure(failure, styles);
  }
  const color = outcome === 'kept' ? styles.yellow : styles.green;
  const rest = [
    ...(outcome === 'kept' ? [] : companions(facts)),
    ...(outcome === 'kept' ? [] : staysOf(facts).map((one) => `${one} stays: it is not ours`)),
  ];
  const left = facts.found === undefined ? ' (what an interrupted removal left)' : '';
  return [
    `${styles.bold(functionName)} of lambdas/${lambda}: ${color(words[outcome])}${left}`,
    ...rest.map((line) => `  ${line}`),
    ...doubts.flatMap(({ text, remedy }) => [`  ${text}`, `    ${styles.cyan('→')} ${remedy}`]),
    '',
  ].join('\n');
}

/** What became of orphans, and why some are kept. */
export function formatRemovals(removed: readonly Removed[], styles: Styles): string {
  if (removed.length === 0) return 'there are no orphans\n';
  return `${styles.bold('orphans')}\n\n${removed.map((one) => formatOne(one, styles)).join('\n')}`;
}
