import type { Plan } from '@tooling/core';
import { isTouchedBy, pictureOfPlan, sortForPicture } from '../pictures/picture-of-plan.ts';
import { renderMermaid } from '../pictures/render-mermaid.ts';

/** GitHub draws no more than 500 edges, and nobody reads half of them. */
const room = { nodes: 60, edges: 500 };

export interface DrawnGraph {
  readonly mermaid: string;
  /** Functions that there was no room for. */
  readonly leftOut: number;
}

/**
 * The dependency graph of what a plan is about, as mermaid: functions coloured by what is done to them,
 * and the packages that they are made of. An unchanged function beside a changed package is the answer to
 * a question; others are not drawn.
 *
 * @returns undefined where nothing is to be done
 */
export function drawGraph(plan: Plan): DrawnGraph | undefined {
  if (plan.functions.every(({ action }) => action === 'none')) return undefined;
  const functions = sortForPicture(plan).filter(isTouchedBy(plan));
  const { leftOutCount, ...picture } = pictureOfPlan(plan, functions, room);
  // The summary says in a sentence of its own what is left out.
  return { mermaid: renderMermaid({ ...picture, leftOut: undefined }), leftOut: leftOutCount };
}
