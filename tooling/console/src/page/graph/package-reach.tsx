import type { GraphAnswer, GraphNode } from '../../api/console-api.ts';
import { formatBytes } from '../parts/format-bytes.ts';
import { pathBetween, type Neighbours } from './neighbours.ts';
import { NodeLinks } from './node-links.tsx';

interface PackageReachProps {
  readonly node: GraphNode;
  readonly answer: GraphAnswer;
  readonly neighbours: Neighbours;
  readonly onSelect: (directory: string) => void;
}

/** The first so many lambdas of a long list; the others are only counted. */
const shownReaches = 100;

/** Which bundles a package is in, with how many bytes, and by which way it comes there. */
export function PackageReach({ node, answer, neighbours, onSelect }: PackageReachProps) {
  const { directory, reaches } = node;
  const heaviest = (reaches ?? []).toSorted((one, other) => other.bundledBytes - one.bundledBytes);
  const inside = heaviest.filter(({ bundledBytes }) => bundledBytes > 0);
  const shakenOff = heaviest.filter(({ bundledBytes }) => bundledBytes === 0);
  const wayOf = (lambda: string) => {
    const path = pathBetween(toDirectory(lambda), directory, neighbours.dependencies);
    if (path === undefined) return 'not by a declared dependency';
    const between = path.slice(1, -1).map((one) => one.replace(/^packages\//, ''));
    return between.length === 0 ? 'imported by it' : `imported by ${between.join(' → ')}`;
  };
  return (
    <>
      <p class="quiet">
        <code>{directory}</code>
      </p>
      <h3>
        In the bundles of <span class="quiet">{inside.length}</span>
      </h3>
      {reaches === undefined && <p class="quiet">Nothing that is built imports it.</p>}
      {reaches !== undefined && inside.length === 0 && <p class="quiet">In none.</p>}
      <ul class="reaches">
        {inside.slice(0, shownReaches).map(({ lambda, bundledBytes }) => (
          <li key={lambda}>
            <button type="button" class="plain" onClick={() => onSelect(toDirectory(lambda))}>
              {lambda}
            </button>
            <span class="number">{formatBytes(bundledBytes)}</span>
            <span class="quiet way">{wayOf(lambda)}</span>
          </li>
        ))}
      </ul>
      {inside.length > shownReaches && (
        <p class="quiet">and {inside.length - shownReaches} more, each with no more bytes</p>
      )}
      <NodeLinks
        title="Imported, and shaken off whole"
        directories={shakenOff.map(({ lambda }) => toDirectory(lambda))}
        answer={answer}
        onSelect={onSelect}
      />
      <NodeLinks
        title="Packages that use it"
        directories={(neighbours.dependents.get(directory) ?? []).filter((one) => !isLambda(one))}
        answer={answer}
        onSelect={onSelect}
      />
      <NodeLinks
        title="It uses"
        directories={neighbours.dependencies.get(directory) ?? []}
        answer={answer}
        onSelect={onSelect}
      />
    </>
  );
}

const isLambda = (directory: string) => directory.startsWith('lambdas/');
const toDirectory = (lambda: string) => (isLambda(lambda) ? lambda : `lambdas/${lambda}`);
