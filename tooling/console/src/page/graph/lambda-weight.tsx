import type { GraphAnswer, GraphNode } from '../../api/console-api.ts';
import { formatBytes } from '../parts/format-bytes.ts';
import { hashOf } from '../route.ts';
import { shortName } from './drawn-graph.ts';
import { closureOf, type Neighbours } from './neighbours.ts';

interface LambdaWeightProps {
  readonly lambda: GraphNode;
  readonly answer: GraphAnswer;
  readonly neighbours: Neighbours;
  readonly onSelect: (directory: string) => void;
}

/** Which shared packages a lambda can be changed by, and what its bundle has of each. */
export function LambdaWeight({ lambda, answer, neighbours, onSelect }: LambdaWeightProps) {
  const used = closureOf([lambda.directory], neighbours.dependencies);
  const name = lambda.directory.replace(/^lambdas\//, '');
  const packages = answer.nodes
    .filter(({ kind, directory }) => kind === 'package' && used.has(directory))
    .map((node) => ({
      node,
      bytes: node.reaches?.find((reach) => reach.lambda === name)?.bundledBytes,
    }))
    .toSorted((one, other) => (other.bytes ?? -1) - (one.bytes ?? -1));
  if (packages.length === 0) return <p class="quiet">It uses no shared package.</p>;
  return (
    <>
      <h3>
        Uses <span class="quiet">{packages.length}</span>
      </h3>
      <ul class="reaches">
        {packages.map(({ node, bytes }) => (
          <li key={node.directory}>
            <button type="button" class="plain" onClick={() => onSelect(node.directory)}>
              {shortName(node.name)}
            </button>
            <span class="number">{bytes === undefined ? '' : formatBytes(bytes)}</span>
            {bytes === 0 && <span class="quiet way">shaken off</span>}
            {bytes === undefined && <span class="quiet way">not read by the bundle</span>}
          </li>
        ))}
      </ul>
      <p>
        <a href={hashOf(['functions', name, 'bundle'])}>All of its bundle</a>
      </p>
    </>
  );
}
