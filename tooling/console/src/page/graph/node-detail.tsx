import type { GraphAnswer, GraphNode } from '../../api/console-api.ts';
import { Badge } from '../parts/badge.tsx';
import { hashOf } from '../route.ts';
import { shortName, type DrawnNode } from './drawn-graph.ts';
import type { Neighbours } from './neighbours.ts';
import { PackageReach } from './package-reach.tsx';
import { LambdaWeight } from './lambda-weight.tsx';
import { NodeLinks } from './node-links.tsx';
import { actionOf, titleOf, toneOf } from './plan-colours.ts';

interface NodeDetailProps {
  readonly answer: GraphAnswer;
  readonly neighbours: Neighbours;
  readonly open: DrawnNode;
  readonly onSelect: (directory: string) => void;
  readonly onClose: () => void;
}

/** Of a package what it reaches and why, of a lambda what the next deploy would do and why. */
export function NodeDetail({ answer, neighbours, open, onSelect, onClose }: NodeDetailProps) {
  const node = answer.nodes.find(({ directory }) => directory === open.id);
  return (
    <aside class="graph-detail" aria-labelledby="node-name">
      <div class="line-head">
        <h2 id="node-name">{node ? shortName(node.name) : open.title}</h2>
        <button type="button" class="close" onClick={onClose}>
          Close
        </button>
      </div>
      {node === undefined && (
        <>
          <p class="quiet">
            They use the same packages, and the next deploy does the same to them.
          </p>
          <NodeLinks
            title="Lambdas"
            directories={open.members}
            answer={answer}
            onSelect={onSelect}
          />
        </>
      )}
      {node?.kind === 'lambda' && (
        <>
          <Decision node={node} />
          <LambdaWeight lambda={node} answer={answer} neighbours={neighbours} onSelect={onSelect} />
        </>
      )}
      {node?.kind === 'package' && (
        <PackageReach node={node} answer={answer} neighbours={neighbours} onSelect={onSelect} />
      )}
    </aside>
  );
}

function Decision({ node }: { readonly node: GraphNode }) {
  const action = actionOf(node);
  const reasons = node.reasons ?? [];
  return (
    <>
      <p>
        <Badge tone={toneOf(action)}>{titleOf(action)}</Badge>{' '}
        <a href={hashOf(['functions', node.directory.replace(/^lambdas\//, '')])}>
          Open the function
        </a>
      </p>
      {action === 'unknown' && (
        <p class="quiet">“Make the plan” tells what the next deploy would do.</p>
      )}
      {reasons.length > 0 && (
        <>
          <h3>Why</h3>
          <ul class="plain-list">
            {reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
