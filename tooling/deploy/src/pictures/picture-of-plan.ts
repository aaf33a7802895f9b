import type { FunctionPlan, Plan } from '@tooling/core';
import { reachedFrom } from '@tooling/core/graph';
import type { Picture, PictureNode } from './picture.ts';

/** How much is drawn at most. */
export interface PictureRoom {
  readonly nodes: number;
  readonly edges: number;
}

const directoryOf = ({ lambda }: FunctionPlan) => `lambdas/${lambda}`;

const weights = { blocked: 0, create: 1, update: 1, none: 2 } as const;

/** Whether something is done to a function, or to one that it shares packages with. */
export function isTouchedBy(plan: Plan): (planned: FunctionPlan) => boolean {
  const reach = (one: FunctionPlan) => [...reachedFrom(plan.dependencies, directoryOf(one))];
  const changed = plan.functions.filter(({ action }) => action !== 'none');
  const touched = new Set(changed.flatMap(reach));
  return (one) => one.action !== 'none' || reach(one).some((path) => touched.has(path));
}

/** What is to be done first, then what shares packages with that, then the rest. */
export function sortForPicture(plan: Plan): readonly FunctionPlan[] {
  const isTouched = isTouchedBy(plan);
  const weightOf = (one: FunctionPlan) => weights[one.action] + (isTouched(one) ? 0 : 1);
  return plan.functions.toSorted((one, other) => weightOf(one) - weightOf(other));
}

/**
 * The dependency graph of a plan: functions with what is done to them, and the packages that they are made
 * of. A function is drawn with all of these, or not at all.
 *
 * @param functions - in the order in which room is given
 */
export function pictureOfPlan(
  plan: Plan,
  functions: readonly FunctionPlan[],
  room: PictureRoom,
): Picture & { readonly leftOutCount: number } {
  const { dependencies } = plan;
  const drawn: FunctionPlan[] = [];
  const paths = new Set<string>();
  let edgeCount = 0;
  for (const planned of functions) {
    const added = [...reachedFrom(dependencies, directoryOf(planned))].filter(
      (path) => !paths.has(path),
    );
    const edges = added.reduce((sum, path) => sum + (dependencies[path] ?? []).length, 0);
    if (paths.size + added.length > room.nodes || edgeCount + edges > room.edges) continue;
    for (const path of added) paths.add(path);
    edgeCount += edges;
    drawn.push(planned);
  }
  const actions = new Map(drawn.map((planned) => [directoryOf(planned), planned.action]));
  const leftOutCount = functions.length - drawn.length;
  return {
    title: `What a deploy to stage ${plan.stage} would do`,
    description: describe(plan),
    nodes: [...paths].map((path): PictureNode => {
      const action = actions.get(path);
      return action === undefined
        ? { id: path, label: path, isPackage: true }
        : {
            id: path,
            label: path.slice('lambdas/'.length),
            note: action,
            action,
            isPackage: false,
          };
    }),
    edges: [...paths].flatMap((from) => (dependencies[from] ?? []).map((to) => ({ from, to }))),
    root: 'from',
    leftOut: leftOutCount === 0 ? undefined : `and ${leftOutCount} more functions`,
    leftOutCount,
  };
}

/** `update: a, b; none: c`, of a hundred names at most. */
function describe({ functions }: Plan): string {
  const parts = (['blocked', 'create', 'update', 'none'] as const).flatMap((action) => {
    const names = functions.filter((one) => one.action === action).map(({ lambda }) => lambda);
    if (names.length === 0) return [];
    const more = names.length > 100 ? ` and ${names.length - 100} more` : '';
    return [`${action}: ${names.slice(0, 100).join(', ')}${more}`];
  });
  return `Functions with what is done to them, and the packages that they are made of. ${parts.join('; ')}.`;
}
