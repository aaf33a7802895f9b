import type { GraphNode, PlanState } from '../../api/console-api.ts';
import type { Tone } from '../parts/badge.tsx';

/** What the next deploy would do to a lambda; `unknown` before there is a plan. */
export type Action = NonNullable<GraphNode['action']> | 'unknown';

/** What an action is called, and how it is coloured. The order is that of the legend. */
export const actions: readonly {
  readonly action: Action;
  readonly title: string;
  readonly tone: Tone;
}[] = [
  { action: 'create', title: 'Created', tone: 'good' },
  { action: 'update', title: 'Updated', tone: 'change' },
  { action: 'blocked', title: 'Blocked', tone: 'bad' },
  { action: 'none', title: 'Unchanged', tone: 'neutral' },
  { action: 'unknown', title: 'Not planned', tone: 'neutral' },
];

export const actionOf = (node: GraphNode): Action => node.action ?? 'unknown';

export const toneOf = (action: Action): Tone =>
  actions.find((one) => one.action === action)?.tone ?? 'neutral';

export const titleOf = (action: Action): string =>
  actions.find((one) => one.action === action)?.title ?? action;

/** How many lambdas there are of each action, without those of which there are none. */
export function countActions(nodes: readonly GraphNode[]) {
  const lambdas = nodes.filter(({ kind }) => kind === 'lambda');
  return actions
    .map((entry) => ({
      ...entry,
      count: lambdas.filter((node) => actionOf(node) === entry.action).length,
    }))
    .filter(({ count }) => count > 0);
}

/** Whether a plan tells what would change. */
export const isPlanned = ({ state }: PlanState): boolean => state === 'made';
