import type { GraphAnswer } from '../../api/console-api.ts';
import { shortName } from './drawn-graph.ts';

interface NodeLinksProps {
  readonly title: string;
  readonly directories: readonly string[];
  readonly answer: GraphAnswer;
  readonly onSelect: (directory: string) => void;
}

/** Of long lists the beginning: the list at the left finds every one. */
const shownLinks = 60;

/** Names that lead to what they name. */
export function NodeLinks({ title, directories, answer, onSelect }: NodeLinksProps) {
  if (directories.length === 0) return null;
  const nameOf = (directory: string) =>
    shortName(answer.nodes.find((node) => node.directory === directory)?.name ?? directory);
  return (
    <>
      <h3>
        {title} <span class="quiet">{directories.length}</span>
      </h3>
      <ul class="chips">
        {directories.slice(0, shownLinks).map((directory) => (
          <li key={directory}>
            <button type="button" class="chip" onClick={() => onSelect(directory)}>
              {nameOf(directory)}
            </button>
          </li>
        ))}
      </ul>
      {directories.length > shownLinks && (
        <p class="quiet">and {directories.length - shownLinks} more: the search finds each</p>
      )}
    </>
  );
}
