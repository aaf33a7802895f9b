import { days, fields, type CronField } from './cron-fields.ts';
import { parseCronField } from './parse-cron-field.ts';
import type { CronSchedule } from './schedule-expression.ts';

/**
 * Reads the six fields of `cron(…)`.
 *
 * @returns the schedule, or all that is wrong with it
 */
export function parseCron(inner: string, timezone: string): CronSchedule | readonly string[] {
  const texts = inner.split(/\s+/);
  if (texts.length !== fields.length || texts.includes('')) return [describeCount(texts)];
  const [minutes = '', hours = '', dayOfMonth = '', month = '', dayOfWeek = '', year = ''] = texts;
  const problems: string[] = [];
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) {
    problems.push(
      `has "${dayOfMonth}" and "${dayOfWeek}" as days: one of day-of-month and day-of-week has to be ?, and not both`,
    );
  }
  const read = (text: string, field: CronField, parse = parseCronField) => {
    const parsed = parse(text, field);
    if (typeof parsed === 'string') return parsed;
    problems.push(...parsed.problems);
    return '*';
  };
  const pattern = [
    '0',
    read(minutes, fields[0]),
    read(hours, fields[1]),
    read(dayOfMonth, fields[2], parseDayOfMonth),
    read(month, fields[3]),
    read(dayOfWeek, fields[4], parseDayOfWeek),
    // Without an end, what never fires would be looked for for ever.
    year === '*' ? `${String(fields[5].min)}-${String(fields[5].max)}` : read(year, fields[5]),
  ].join(' ');
  return problems.length > 0 ? problems : { kind: 'cron', pattern, timezone };
}

const counts = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'];

function describeCount(texts: readonly string[]): string {
  const count = texts.filter((text) => text !== '').length;
  const given = `has ${counts[count] ?? String(count)} field${count === 1 ? '' : 's'}`;
  if (count === fields.length) return `${given} with white space around them`;
  const hint =
    count === 5
      ? '; the sixth is the year, and one of day-of-month and day-of-week is ?: cron(0 3 1 * ? *)'
      : '';
  return `${given}, EventBridge Scheduler wants six: ${fields.map(({ name }) => name).join(' ')}${hint}`;
}

/** Besides lists: `L` is the last day, `LW` the last weekday, `15W` the weekday nearest to the 15th. */
function parseDayOfMonth(text: string, field: CronField) {
  if (text === '?') return '*';
  if (/^LW?$/i.test(text)) return text.toUpperCase();
  const nearest = /^(\d+)W$/i.exec(text)?.[1];
  if (nearest !== undefined && Number(nearest) >= 1 && Number(nearest) <= 31) {
    return `${String(Number(nearest))}W`;
  }
  if (!/[LW]/i.test(text)) return parseCronField(text, field);
  return {
    problems: [
      `has "${text}" as ${field.name}: L, LW and W with a day before it (15W) stand alone`,
    ],
  };
}

/** Besides lists: `6L` is the last Friday, `6#2` the second one, `L` the last day of the week. */
function parseDayOfWeek(text: string, field: CronField) {
  if (text === '?') return '*';
  if (/^L$/i.test(text)) return '7';
  const [, day = '', what = ''] = /^([A-Za-z]+|\d+)(L|#\d+)$/i.exec(text) ?? [];
  if (day === '') {
    if (!text.includes('#')) return parseCronField(text, field);
    return {
      problems: [
        `has "${text}" as ${field.name}: # stands alone, between a day and a number (6#2 is the second Friday)`,
      ],
    };
  }
  const number = parseCronField(day, field);
  if (typeof number !== 'string') return number;
  if (!what.startsWith('#')) return `${number}L`;
  if (/^#[1-5]$/.test(what)) return `${number}${what}`;
  return {
    problems: [
      `has "${text}" as ${field.name}: a month has five ${days[Number(number) - 1] ?? ''} at most`,
    ],
  };
}
