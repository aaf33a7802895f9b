import type { CronField } from './cron-fields.ts';

/** A list of numbers as text, or `*`. */
export type ParsedField = string | { readonly problems: readonly string[] };

/** Reads lists, ranges (also over the end: `FRI-MON`), steps and names. */
export function parseCronField(text: string, field: CronField): ParsedField {
  if (text === '*') return text;
  const numbers = new Set<number>();
  const problems: string[] = [];
  for (const item of text.split(',')) {
    const parsed = parseItem(item, field);
    if (typeof parsed === 'string') problems.push(`has "${text}" as ${field.name}: ${parsed}`);
    else for (const number of parsed) numbers.add(number);
  }
  if (problems.length > 0) return { problems };
  return [...numbers].sort((a, b) => a - b).join(',');
}

/** The numbers of one item, or what is wrong with it. */
function parseItem(item: string, field: CronField): readonly number[] | string {
  if (item === '') return 'there is nothing beside a comma';
  if (item === '?') return '? is for day-of-month and day-of-week alone';
  const [range = '', step, ...more] = item.split('/');
  const stepProblem = describeStep(step, more, field);
  if (stepProblem !== undefined) return stepProblem;
  const ends = range === '*' ? [field.min, field.max] : range.split('-');
  if (ends.length > 2) return `"${range}" is no range`;
  const [first, last = step === undefined ? first : field.max] = ends.map((end) =>
    typeof end === 'number' ? end : readNumber(end, field),
  );
  if (typeof first === 'string') return first;
  if (typeof last === 'string') return last;
  if (first === undefined || last === undefined) return `"${range}" is no range`;
  if (field.name === 'year' && last < first) return `"${range}" ends before it begins`;
  return numbersBetween(first, last, Number(step ?? 1), field);
}

function describeStep(
  step: string | undefined,
  more: readonly string[],
  { min, max }: CronField,
): string | undefined {
  if (step === undefined) return undefined;
  const most = max - min + 1;
  if (more.length === 0 && /^\d+$/.test(step) && Number(step) >= 1 && Number(step) <= most) {
    return undefined;
  }
  return `"/${[step, ...more].join('/')}" is no step from 1 to ${String(most)}`;
}

function readNumber(text: string, { min, max, names }: CronField): number | string {
  const index = names.indexOf(text.toUpperCase());
  if (index >= 0) return min + index;
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= min && number <= max) return number;
  const named = names.length === 0 ? '' : ` or ${names[0] ?? ''} to ${names.at(-1) ?? ''}`;
  return `"${text}" is not ${String(min)} to ${String(max)}${named}`;
}

/** Beyond the field's end it goes on at its start. */
function numbersBetween(
  first: number,
  last: number,
  step: number,
  { min, max }: CronField,
): readonly number[] {
  const size = max - min + 1;
  const length = last >= first ? last - first : last - first + size;
  const count = Math.floor(length / step) + 1;
  return Array.from({ length: count }, (_, index) => ((first - min + index * step) % size) + min);
}
