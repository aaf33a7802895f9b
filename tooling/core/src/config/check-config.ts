import type { z } from 'zod';
import { UserError } from '../errors/user-error.ts';

type Path = readonly PropertyKey[];

const isIdentifier = (text: string) => /^[A-Za-z_$][\w$]*$/.test(text);

/** `logging.retentionInDays`, `layers[0]`, `environment["a-b"]`. */
function formatPath(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    const key = String(part);
    if (!isIdentifier(key)) return `${text}[${JSON.stringify(key)}]`;
    return text === '' ? key : `${text}.${key}`;
  }, '');
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, part) => (inner as Record<PropertyKey, unknown> | undefined)?.[part],
    value,
  );
}

/** Values are shown so that the mistake is seen, but never those of the environment. */
function formatValue(value: unknown, path: Path): string {
  if (path.includes('environment')) return 'the value';
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

function problemsOf(issue: z.core.$ZodIssue, input: unknown): string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `${formatPath([...issue.path, key])}: there is no such field`);
  }
  if (issue.code === 'invalid_key') {
    return issue.issues.map((inner) => `${formatPath(issue.path)}: ${inner.message}`);
  }
  const where = formatPath(issue.path) || 'the default export';
  const value = formatValue(valueAt(input, issue.path), issue.path);
  switch (issue.code) {
    case 'too_small':
      return [`${where}: ${value} is below ${String(issue.minimum)}`];
    case 'too_big':
      return typeof valueAt(input, issue.path) === 'number'
        ? [`${where}: ${value} is above ${String(issue.maximum)}`]
        : [`${where}: is longer than ${String(issue.maximum)}`];
    case 'invalid_value':
      return [`${where}: ${value} is none of ${issue.values.map(String).join(', ')}`];
    case 'invalid_type':
      return [`${where}: ${value} is not of type ${issue.expected}`];
    case 'custom':
      return [`${where}: ${issue.message}`];
    default:
      return [`${where}: ${value} ${issue.message}`];
  }
}

/**
 * Validates what a configuration file exports.
 *
 * @param file - as the user knows it, from the root of the repository
 * @throws UserError CONFIG_INVALID with every problem of the file at once
 */
export function checkConfig<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  file: string,
): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const problems = result.error.issues.flatMap((issue) => problemsOf(issue, input));
  throw new UserError('CONFIG_INVALID', `${file} is not valid`, { subject: file, problems });
}
