import type { Hop, LogLine } from './hop.ts';

type Render = { readonly [Type in Hop['type']]: (hop: Extract<Hop, { type: Type }>) => string };

/** Above this, a line of a terminal would be broken. */
const width = 108;

/** Titles stand by themselves, and what belongs to them is below and indented. */
const lines: Render = {
  started: ({ url, now }) =>
    `A local AWS at ${url}, where it is ${shortMoment(now)}: functions are built and deployed to it …`,
  deployed: ({ functions }) =>
    section(
      'lambda deploy: what starts them',
      functions.map(({ name, startedBy }) => column(name, startedBy.join(', '))),
    ),
  uploaded: ({ key, rows }) => section(`Somebody uploads s3://${key}, with ${rows} rows`),
  logged: ({ lines: logged }) => logged.map((line) => below(formatLogLine(line))).join('\n'),
  stored: ({ keys, quarantined }) =>
    [
      ...keys.filter((key) => !key.startsWith('incoming/')).map((key) => below(`+ ${key}`)),
      ...quarantined.map(({ line, text, reasons }) =>
        below(`  line ${line}: ${text}\n${below(`    ${reasons.join('; ')}`)}`),
      ),
    ].join('\n'),
  asked: ({ question, status, answer }) =>
    section(`POST /predict ${JSON.stringify(question)}`, [`${status} ${formatAnswer(answer)}`]),
  passed: ({ from, to }) =>
    section(`The clock goes from ${shortMoment(from)} to ${shortMoment(to)}`),
  received: ({ subject, text }) => below(column('subscriber', `${subject}. ${text}`)),
};

/** What happened, as lines of text. */
export function renderHop(hop: Hop): string {
  const render = lines[hop.type] as (one: Hop) => string;
  return `${render(hop)}\n`;
}

const below = (line: string) => `  ${line}`;

const section = (title: string, details: readonly string[] = []) =>
  ['', title, ...details.map(below)].join('\n');

/** As wide as the longest name of a function. */
const column = (name: string, text: string) => `${name.padEnd(14)}${text}`;

/** `2026-12-01T03:00:00.000Z` → `2026-12-01 03:00:00Z` */
const shortMoment = (moment: string) => moment.replace('T', ' ').replace(/\.\d+Z$/, 'Z');

function formatLogLine({ functionName, level, message, fields }: LogLine): string {
  const text = Object.entries(fields)
    .filter(([, value]) => typeof value !== 'object')
    .map(([name, value]) => `${name}=${formatValue(value)}`)
    .join(' ');
  const line = column(functionName, `${level === 'INFO' ? '' : `${level} `}${message}: ${text}`);
  return line.length > width ? `${line.slice(0, width - 2)} …` : line;
}

function formatValue(value: unknown): string {
  if (typeof value === 'number') return String(Number(value.toFixed(3)));
  return typeof value === 'string' && value.includes(' ') ? JSON.stringify(value) : String(value);
}

function formatAnswer({ label, probability, model, problems }: Readonly<Record<string, unknown>>) {
  if (Array.isArray(problems)) return problems.join('; ');
  const percent = (Number(probability) * 100).toFixed(1);
  const origin = model === 'shipped' ? 'the shipped model' : `the model of ${String(model)}`;
  return `${String(label)} (${percent} %), says ${shortMoment(origin)}`;
}
