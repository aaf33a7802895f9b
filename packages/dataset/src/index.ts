export type { Columns } from './columns.ts';
export { readCsv, type BadRow, type CheckedRows } from './read-csv.ts';
export { createRowStore, type RowStore, type Source, type Stored } from './row-store.ts';
