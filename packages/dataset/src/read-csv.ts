import { CsvError, parse } from 'csv-parse/sync';
import type { Sample } from '@packages/model';
import type { Columns } from './columns.ts';
import { rowSchema } from './row-schema.ts';

/** A row that cannot be used. */
export interface BadRow {
  /** In the file, where the header is line 1. */
  readonly line: number;
  /** As it stands in the file. */
  readonly text: string;
  readonly reasons: readonly string[];
}

export interface CheckedRows {
  readonly good: readonly Sample[];
  readonly bad: readonly BadRow[];
}

/**
 * Reads a CSV with a header and checks each row by itself: a bad one costs no other.
 *
 * Where the header lacks a column, or quotes are never closed, the file as a whole is one bad row.
 *
 * @example
 * const { good, bad } = readCsv('species,bodyMassG\nAdelie,3750\nAdelie,NA\n', {
 *   label: 'species',
 *   labels: ['Adelie', 'Gentoo'],
 *   features: ['bodyMassG'],
 * });
 * good; // → [{ label: 'Adelie', features: [3750] }]
 * bad[0]?.reasons; // → ['bodyMassG: "NA" is no number above 0']
 */
export function readCsv(text: string, columns: Columns): CheckedRows {
  let records: readonly CsvRecord[];
  try {
    records = parseRecords(text);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { good: [], bad: [{ line: 1, text: '', reasons: [`is no CSV: ${error.message}`] }] };
  }
  const [header, ...rows] = records;
  const names = header?.record ?? [];
  const reasons = headerProblems(names, columns);
  if (reasons.length > 0) return { good: [], bad: [{ line: 1, text: names.join(), reasons }] };
  return checkRows(names, rows, columns);
}

/** What the library gives with `info` and `raw`. */
interface CsvRecord {
  readonly record: readonly string[];
  readonly raw: string;
  readonly info: { readonly lines: number };
}

const parseRecords = (text: string): readonly CsvRecord[] =>
  parse(text, {
    bom: true,
    info: true,
    raw: true,
    trim: true,
    skip_empty_lines: true,
    // A row of another length is that row's problem.
    relax_column_count: true,
  }) as unknown as readonly CsvRecord[];

function headerProblems(names: readonly string[], { label, features }: Columns) {
  const missing = [label, ...features].filter((name) => !names.includes(name));
  const twice = new Set(names.filter((name, index) => names.indexOf(name) < index));
  return [
    ...missing.map((name) => `there is no column ${name}`),
    ...[...twice].map((name) => `there are two columns ${name}`),
  ];
}

function checkRows(
  names: readonly string[],
  rows: readonly CsvRecord[],
  columns: Columns,
): CheckedRows {
  const schema = rowSchema(columns);
  const good: Sample[] = [];
  const bad: BadRow[] = [];
  for (const { record, raw, info } of rows) {
    const reject = (reasons: readonly string[]) =>
      bad.push({ line: info.lines, text: raw.trim(), reasons });
    const fields = Object.fromEntries(names.map((name, index) => [name, record[index]]));
    const checked = schema.safeParse(fields);
    if (record.length > names.length) {
      reject([`has ${record.length} values, the header ${names.length}`]);
    } else if (checked.success) {
      const { data } = checked;
      good.push({
        label: data[columns.label] ?? '',
        features: columns.features.map((name) => Number(data[name])),
      });
    } else {
      reject(checked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
    }
  }
  return { good, bad };
}
