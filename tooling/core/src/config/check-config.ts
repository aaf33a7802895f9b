import type { z } from 'zod';
import { UserError } from '../errors/user-error.ts';
import { findOddObjects } from './find-odd-objects.ts';
import { describeEnd } from '../preflight/runtime-dates.ts';
import { findNearest } from '../suggest.ts';
import { formatPath, type Path } from './format-path.ts';
import { knownFields } from './known-fields.ts';

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, part) => (inner as Record<PropertyKey, unknown> | undefined)?.[part],
    value,
  );
}

/** Values are shown so that the mistake is seen, but never those of the environment. */
function formatValue(value: unknown, path: Path): string {
  if (path.includes('environment')) return 'the value';
  if (Array.isArray(value)) return 'an array';
  // What is inside stays inside: it may be an environment.
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'function') return 'a function';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

const typeNames: Readonly<Record<string, string>> = {
  array: 'an array',
  int: 'a whole number',
  number: 'a number',
  object: 'an object',
  record: 'an object',
  string: 'a string',
};

/** What is wrong with a value, as it follows the name of the field. */
function describeIssue(issue: z.core.$ZodIssue, input: unknown, path: Path): string {
  const shown = formatValue(input, path);
  switch (issue.code) {
    case 'invalid_type':
      return input === undefined
        ? 'is missing'
        : `${shown} is not ${typeNames[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return describeOther(shown, input, issue.values.map(String));
    case 'too_small':
      return typeof input === 'number'
        ? `${shown} is below ${String(issue.minimum)}`
        : `is shorter than ${String(issue.minimum)}`;
    case 'too_big':
      return typeof input === 'number'
        ? `${shown} is above ${String(issue.maximum)}`
        : `is longer than ${String(issue.maximum)}`;
    case 'custom':
      return issue.message;
    default:
      return `${shown} ${issue.message}`;
  }
}

/** A runtime that was there once is no mistake of spelling: its end is the reason. */
function describeOther(shown: string, input: unknown, values: readonly string[]): string {
  const isShown = typeof input === 'string' && shown === JSON.stringify(input);
  const end = isShown ? describeEnd(input) : undefined;
  return end === undefined
    ? `${shown} is none of ${values.join(', ')}`
    : `${end}: make it ${values.join(' or ')}`;
}

/** One field is misspelt more often than it is none at all. */
function describeUnknown(schema: z.ZodType, path: Path, key: string): string {
  const meant = findNearest(key, knownFields(schema, path));
  const suggestion = meant === undefined ? '' : `; did you mean ${formatPath([...path, meant])}?`;
  return `${formatPath([...path, key])}: there is no such field${suggestion}`;
}

function problemsOf(schema: z.ZodType, issue: z.core.$ZodIssue, input: unknown): string[] {
  const where = formatPath(issue.path) || 'the default export';
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => describeUnknown(schema, issue.path, key));
  }
  if (issue.code === 'invalid_key') {
    return issue.issues.map((inner) => `${where}: the name ${describeKeyIssue(inner)}`);
  }
  const meant = issue.code === 'invalid_union' ? findMeant(issue) : undefined;
  if (meant !== undefined) {
    return meant.flatMap((inner) =>
      problemsOf(schema, { ...inner, path: [...issue.path, ...inner.path] }, input),
    );
  }
  return [`${where}: ${describeIssue(issue, valueAt(input, issue.path), issue.path)}`];
}

/** Of several things that a value may be, what is wrong with the one that it is nearest to. */
function findMeant({
  errors,
}: z.core.$ZodIssueInvalidUnion): readonly z.core.$ZodIssue[] | undefined {
  const isOfAnotherType = ({ code, path }: z.core.$ZodIssue) =>
    code === 'invalid_type' && path.length === 0;
  const count = (issues: readonly z.core.$ZodIssue[]) =>
    issues.flatMap((one) => (one.code === 'unrecognized_keys' ? one.keys : one.code)).length;
  return errors
    .filter((issues) => !issues.some(isOfAnotherType))
    .toSorted((a, b) => count(a) - count(b))[0];
}

/** The key itself stands in the path already. */
const describeKeyIssue = (issue: z.core.$ZodIssue): string =>
  issue.code === 'too_small' || issue.code === 'too_big'
    ? describeIssue(issue, '', [])
    : issue.message;

const fieldOf = (problem: string) => problem.slice(0, problem.indexOf(': '));
const sameField = (one: string, other: string) => fieldOf(one) === fieldOf(other);

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
  const odd = findOddObjects(input, []);
  const result = schema.safeParse(input);
  if (result.success && odd.length === 0) return result.data;
  const issues = result.error?.issues ?? [];
  // An odd object is said once, whatever the schema makes of it.
  const others = issues.flatMap((issue) => problemsOf(schema, issue, input));
  const problems = [...odd, ...others.filter((text) => !odd.some((one) => sameField(one, text)))];
  throw new UserError('CONFIG_INVALID', `${file} is not valid`, { subject: file, problems });
}
