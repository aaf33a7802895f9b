import type { PackageShare } from '@tooling/core/graph';
import { useRef } from 'preact/hooks';
import { formatBytes } from '../parts/format-bytes.ts';
import { useSize } from '../parts/use-size.ts';
import { kindOfPackage } from './kind-of-package.ts';
import { layoutTreemap } from './layout-treemap.ts';

interface TreemapProps {
  readonly packages: readonly PackageShare[];
  readonly selected: string | undefined;
  readonly onSelect: (name: string) => void;
}

/** Of the drawing; its width is what there is. */
const height = 360;

/** The smallest cell that has room for its name, in pixels. */
const labelled = { width: 56, height: 28 };

/** A bundle as areas: what is large is heavy. The table below it says the same in figures. */
export function Treemap({ packages, selected, onSelect }: TreemapProps) {
  const frame = useRef<HTMLDivElement>(null);
  const { width } = useSize(frame);
  const cells = layoutTreemap(
    packages.map(({ bundledBytes }) => bundledBytes),
    { x: 0, y: 0, width, height },
  );
  return (
    <div ref={frame} class="treemap">
      <svg width="100%" height={height} aria-hidden="true">
        {packages.map((share, index) => {
          const cell = cells[index];
          const name = nameOf(share);
          if (cell === undefined || cell.width < 1 || cell.height < 1) return null;
          return (
            <svg
              key={name}
              class={`cell cell-${kindOfPackage(share.name)}`}
              data-selected={name === selected ? '' : undefined}
              x={cell.x}
              y={cell.y}
              // Clips what is too long.
              width={Math.max(0, cell.width - 2)}
              height={Math.max(0, cell.height - 2)}
              onClick={() => onSelect(name)}
            >
              <title>{`${name}: ${formatBytes(share.bundledBytes)}`}</title>
              <rect width="100%" height="100%" rx={3} />
              {cell.width >= labelled.width && cell.height >= labelled.height && (
                <text x={9} y={20}>
                  {cut(share.name, Math.floor((cell.width - 16) / 8.2))}
                </text>
              )}
              {cell.width >= labelled.width && cell.height >= labelled.height + 18 && (
                <text x={9} y={38} class="cell-size">
                  {formatBytes(share.bundledBytes)}
                </text>
              )}
            </svg>
          );
        })}
      </svg>
    </div>
  );
}

export const nameOf = ({ name, version }: PackageShare): string =>
  version === undefined ? name : `${name}@${version}`;

const cut = (text: string, length: number) =>
  text.length <= length ? text : `${text.slice(0, Math.max(1, length - 1))}…`;
