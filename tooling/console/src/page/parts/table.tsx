import type { ComponentChildren } from 'preact';

type Column = string | { readonly title: string; readonly isNumber: true };

interface TableProps {
  readonly label: string;
  readonly columns: readonly Column[];
  readonly children: ComponentChildren;
}

/** A table in a box that scrolls sideways where it is narrow, by the keyboard too. */
export function Table({ label, columns, children }: TableProps) {
  return (
    <div class="table-box" tabIndex={0} role="region" aria-label={`Table: ${label}`}>
      <table>
        <thead>
          <tr>
            {columns.map((column) =>
              typeof column === 'string' ? (
                <th key={column} scope="col">
                  {column}
                </th>
              ) : (
                <th key={column.title} scope="col" class="number">
                  {column.title}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
