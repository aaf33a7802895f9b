import type { Plan } from '@tooling/core';
import { cutMarkdown } from './cut-markdown.ts';
import { renderPlan, type PlanView } from './render-summary.ts';

/** Characters that GitHub takes in a comment; what the caller adds around it has room, too. */
const longest = 65_536 - 1024;

/**
 * A plan as Markdown for a comment: what the summary of the job says, without the picture, and no longer
 * than GitHub takes. Long lists are shortened before anything is cut.
 */
export function renderComment(plan: Plan, view: PlanView): string {
  const texts = [200, 100, 50, 25, 10].map(
    (rows) => () => renderPlan(plan, { ...view, rows, graph: false }),
  );
  let text = '';
  for (const render of texts) {
    text = render();
    if (text.length <= longest) return text;
  }
  return cutMarkdown(text, longest);
}
