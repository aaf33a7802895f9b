import type { FunctionPlan, Plan } from '@tooling/core';
import { reachedFrom } from '@tooling/core/graph';

/** GitHub draws no more than 500 edges, and nobody reads half of them. */
const mostNodes = 60;

const colours: Readonly<Record<FunctionPlan['action'], string>> = {
  create: 'fill:#dafbe1,stroke:#1a7f37,color:#0b3d1b',
  update: 'fill:#fff8c5,stroke:#9a6700,color:#4d3300',
  blocked: 'fill:#ffebe9,stroke:#cf222e,color:#6e1119',
  none: 'fill:#f6f8fa,stroke:#d0d7de,color:#57606a',
};

const directoryOf = ({ lambda }: FunctionPlan) => `lambdas/${lambda}`;

/**
 * What is to be done first, and then what it shares packages with, as far as there is room: an unchanged
 * function beside a changed package is the answer to a question.
 */
function choose(plan: Plan): readonly FunctionPlan[] {
  const weight = { blocked: 0, create: 1, update: 1, none: 2 } as const;
  const changed = plan.functions.filter(({ action }) => action !== 'none');
  const touched = new Set(
    changed.flatMap((one) => [...reachedFrom(plan.dependencies, directoryOf(one))]),
  );
  return plan.functions
    .filter(
      (one) =>
        one.action !== 'none' ||
        [...reachedFrom(plan.dependencies, directoryOf(one))].some((path) => touched.has(path)),
    )
    .toSorted((one, other) => weight[one.action] - weight[other.action]);
}

export interface DrawnGraph {
  readonly mermaid: string;
  /** Functions that there was no room for. */
  readonly leftOut: number;
}

/**
 * The dependency graph of what a plan is about, as mermaid: functions coloured by what is done to them,
 * and the packages that they are made of.
 *
 * @returns undefined where nothing is to be done
 */
export function drawGraph(plan: Plan): DrawnGraph | undefined {
  const chosen = choose(plan);
  if (chosen.every(({ action }) => action === 'none')) return undefined;
  const nodes = new Set<string>();
  const drawn: FunctionPlan[] = [];
  for (const planned of chosen) {
    const added = [...reachedFrom(plan.dependencies, directoryOf(planned))];
    if (new Set([...nodes, ...added]).size > mostNodes) continue;
    for (const path of added) nodes.add(path);
    drawn.push(planned);
  }
  const ids = new Map([...nodes].map((path, index) => [path, `n${index}`]));
  const actions = new Map(drawn.map((planned) => [directoryOf(planned), planned.action]));
  const lines = [...ids].map(([path, id]) => {
    const label = path.replace(/^lambdas\//, '').replaceAll('"', '&quot;');
    const action = actions.get(path);
    return action === undefined ? `  ${id}(["${label}"])` : `  ${id}["${label}"]:::${action}`;
  });
  const edges = [...ids].flatMap(([path, id]) =>
    (plan.dependencies[path] ?? []).map((dependency) => `  ${id} --> ${ids.get(dependency) ?? ''}`),
  );
  const classes = Object.entries(colours).map(([name, style]) => `  classDef ${name} ${style}`);
  const mermaid = ['flowchart LR', ...lines, ...edges, ...classes].join('\n');
  return { mermaid, leftOut: chosen.length - drawn.length };
}
