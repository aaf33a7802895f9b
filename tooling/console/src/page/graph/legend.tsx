import type { GraphNode } from '../../api/console-api.ts';
import { countActions } from './plan-colours.ts';

/** What the colours mean, and how many lambdas have each. */
export function Legend({ nodes }: { readonly nodes: readonly GraphNode[] }) {
  const packages = nodes.filter(({ kind }) => kind === 'package').length;
  return (
    <ul class="legend" aria-label="Legend">
      {countActions(nodes).map(({ action, title, count }) => (
        <li key={action}>
          <span class={`swatch action-${action}`} /> {title} <span class="quiet">{count}</span>
        </li>
      ))}
      {packages > 0 && (
        <li>
          <span class="swatch swatch-package" /> Packages <span class="quiet">{packages}</span>
        </li>
      )}
    </ul>
  );
}
