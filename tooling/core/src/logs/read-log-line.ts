/** What a line of a log says. */
export interface LogLine {
  /** `ERROR`; empty for what Lambda itself says, and where nobody says a level. */
  readonly level: string;
  /** May have several lines. */
  readonly text: string;
  /** What else a line of JSON has. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Where an error came from. */
  readonly stack: readonly string[];
  /** Who says it: the function, Lambda itself (START, END, REPORT), or a metric in CloudWatch's embedded format. */
  readonly origin: 'function' | 'lambda' | 'metrics';
}

type Fields = Readonly<Record<string, unknown>>;

/** Reads a message as Lambda's runtimes and structured loggers write it, by whichever signs it has. */
export function readLogLine(message: string): LogLine {
  const text = message.trimEnd();
  const json = text.startsWith('{') ? parse(text) : undefined;
  if (json !== undefined) return ofJson(json, text);
  // What Node's runtime puts before: the time, which the event has, the request and the level.
  const [, level, rest] = /^\d{4}-[\dT:.-]+Z\t[^\t]*\t([A-Z]{4,5})\t(.*)$/s.exec(text) ?? [];
  if (level !== undefined && rest !== undefined) return ofNode(level, rest);
  if (!ofLambda.test(text)) return plain('', text.replaceAll('\t', '  ').trimEnd());
  return { ...plain('', text.replaceAll('\t', '  ').trimEnd()), origin: 'lambda' };
}

/** A handler that failed is logged as `Invoke Error \t{"errorType":…}`. */
function ofNode(level: string, rest: string): LogLine {
  const [, title = '', json = ''] = /^([\w ]+)\t(\{.*\})$/s.exec(rest) ?? [];
  const error = parse(json);
  if (typeof error?.errorMessage !== 'string') return plain(level, rest);
  const [text = '', ...stack] = stackOf({ stackTrace: error.stack });
  return { ...plain(level, `${title.trim()}: ${text === '' ? textOf(error) : text}`), stack };
}

const plain = (level: string, text: string): LogLine => ({
  level,
  text,
  fields: {},
  stack: [],
  origin: 'function',
});

const ofLambda = /^(?:INIT_START|INIT_REPORT|START|END|REPORT|EXTENSION|XRAY|RESTORE_START) /;

/** What loggers put into each line, and who reads one function's log knows or has no use for. */
const ofEachLine: ReadonlySet<string> = new Set([
  'function_arn',
  'function_memory_size',
  'function_name',
  'function_request_id',
  'requestId',
  'sampling_rate',
  'service',
  'xray_trace_id',
]);

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parse(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function ofJson(json: Fields, whole: string): LogLine {
  const { type, record } = json;
  if (typeof type === 'string' && type.startsWith('platform.') && isObject(record)) {
    const { metrics, ...others } = record;
    const fields = { ...others, ...(isObject(metrics) ? metrics : {}) };
    return { ...plain('', type), fields, origin: 'lambda' };
  }
  const { _aws: metrics, ...measured } = json;
  if (isObject(metrics)) {
    const fields = pick(measured, namesOfMetrics(metrics));
    return { ...plain('', 'metrics'), fields, origin: 'metrics' };
  }
  const { level, timestamp: _timestamp, time: _time, message, msg, ...fields } = json;
  const said = message ?? msg;
  const name = typeof level === 'string' ? level.toUpperCase() : '';
  // A JSON document that is no line of a logger.
  if (said === undefined && name === '') return plain('', whole);
  const error = isObject(said) ? said : {};
  const { stackTrace: _stackTrace, stack: _stack, error: cause, ...others } = fields;
  const rest = Object.entries(others).filter(([field]) => !ofEachLine.has(field));
  return {
    level: name,
    text: textOf(said),
    fields: {
      ...Object.fromEntries(rest),
      ...(cause === undefined ? {} : { error: withoutStack(cause) }),
    },
    stack: [json, error, cause].flatMap(stackOf),
    origin: 'function',
  };
}

/** What Node's runtime makes of `console.error(error)` is an object. */
function textOf(said: unknown): string {
  if (typeof said === 'string') return said;
  if (!isObject(said)) return said === undefined ? '' : JSON.stringify(said);
  const { errorType, errorMessage } = said;
  if (typeof errorMessage !== 'string') return JSON.stringify(said);
  return `${typeof errorType === 'string' ? errorType : 'Error'}: ${errorMessage}`;
}

const withoutStack = (value: unknown): unknown =>
  isObject(value)
    ? Object.fromEntries(Object.entries(value).filter(([name]) => name !== 'stack'))
    : value;

function stackOf(value: unknown): readonly string[] {
  if (!isObject(value)) return [];
  if (typeof value.stack === 'string') return value.stack.split('\n');
  return Array.isArray(value.stackTrace) ? value.stackTrace.map(String) : [];
}

function namesOfMetrics({ CloudWatchMetrics: groups }: Fields): readonly string[] {
  const metrics = (Array.isArray(groups) ? groups : []).flatMap((group: unknown): unknown[] =>
    isObject(group) && Array.isArray(group.Metrics) ? group.Metrics : [],
  );
  return metrics.flatMap((metric) =>
    isObject(metric) && typeof metric.Name === 'string' ? [metric.Name] : [],
  );
}

/** All of them where no names are said. */
const pick = (fields: Fields, names: readonly string[]): Fields =>
  names.length === 0
    ? fields
    : Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));
