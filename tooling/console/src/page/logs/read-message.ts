export type Level =
  'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR' | 'FATAL' | 'PLATFORM' | 'METRICS';

/** A line's message in short; the line that is open shows all of it. */
export interface ReadMessage {
  readonly level?: Level | undefined;
  readonly text: string;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Takes off what stands elsewhere in the list: `TIME\tREQUEST\tLEVEL\t` of a line of text, and of a line
 * of JSON what is the same in all lines of a function. Lambda's own lines are PLATFORM.
 */
export function readMessage(message: string): ReadMessage {
  const plain = message.trimEnd();
  const prefixed = prefix.exec(plain);
  if (prefixed !== null) {
    return { level: toLevel(prefixed[1]), text: plain.slice(prefixed[0].length) };
  }
  if (platform.test(plain)) return { level: 'PLATFORM', text: plain.replaceAll('\t', '  ') };
  const fields = readFields(plain);
  return fields === undefined ? { text: plain } : readStructured(fields, plain);
}

const prefix = /^\d{4}-\d\d-\d\dT[\d:.]+Z\t[\w-]+\t([A-Z]+)\t/;
const platform = /^(INIT_START|START|END|REPORT|EXTENSION|INIT_REPORT|RESTORE_START) /;

function readFields(text: string): Fields | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    return JSON.parse(text) as Fields;
  } catch {
    return undefined;
  }
}

function readStructured(fields: Fields, text: string): ReadMessage {
  const { type, record, level, message, _aws } = fields;
  if (typeof type === 'string' && type.startsWith('platform.')) {
    return { level: 'PLATFORM', text: describePlatform(type.slice('platform.'.length), record) };
  }
  if (isFields(_aws)) return { level: 'METRICS', text: describeMetrics(fields, _aws) };
  const found = typeof level === 'string' ? toLevel(level.toUpperCase()) : undefined;
  if (typeof message !== 'string') return { level: found, text };
  return { level: found, text: `${message}  ${restOf(fields)}`.trimEnd() };
}

/** `report  Duration 28.19 ms, Memory …`: the figures of it, and otherwise which invocation it is. */
function describePlatform(kind: string, record: unknown): string {
  if (!isFields(record)) return kind;
  const { metrics, requestId, runtimeVersion } = record;
  const told = isFields(metrics)
    ? Object.entries(metrics).map(([name, value]) => `${name}=${String(value)}`)
    : [requestId, runtimeVersion].filter((value) => typeof value === 'string');
  return [kind, ...told].join('  ');
}

/** CloudWatch's embedded metric format: which metrics, and their values. */
function describeMetrics(fields: Fields, { CloudWatchMetrics }: Fields): string {
  const groups: readonly unknown[] = Array.isArray(CloudWatchMetrics) ? CloudWatchMetrics : [];
  const names = groups
    .flatMap((group): readonly unknown[] =>
      isFields(group) && Array.isArray(group.Metrics) ? group.Metrics : [],
    )
    .map((metric) => (isFields(metric) ? metric.Name : undefined))
    .filter((name) => typeof name === 'string');
  return names.map((name) => `${name}=${JSON.stringify(fields[name])}`).join('  ');
}

/** What a structured line says besides its message. */
function restOf(fields: Fields): string {
  const rest = Object.entries(fields).filter(([name]) => !everywhere.test(name));
  return rest.length === 0 ? '' : JSON.stringify(Object.fromEntries(rest));
}

/** Fields that every line of a function has: Lambda's own, and those of Powertools' logger. */
const everywhere =
  /^(level|message|time|timestamp|requestId|service|cold_start|function_\w+|sampling_rate|xray_trace_id|tenant_id)$/;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function toLevel(word: string | undefined): Level | undefined {
  return levels.find((level) => level === word);
}

const levels: readonly Level[] = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
