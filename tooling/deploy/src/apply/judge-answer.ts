import { partialDeepStrictEqual } from 'node:assert';
import type { Answer, SmokeExpectation } from '@tooling/core';

/** Places where an answer differs that are worth naming, and characters of a value. */
const shownDifferences = 5;
const shownLength = 120;

type Hide = (text: string) => string;

/**
 * What is wrong with an answer; empty when nothing is.
 *
 * @param elapsedMs - as the caller saw it, where Lambda's own report is not in the log
 * @param hide - takes out of a text what nobody is to read
 */
export function judgeAnswer(
  { payload, functionError, maxDurationMs }: SmokeExpectation,
  answer: Answer,
  elapsedMs: number,
  hide: Hide,
): readonly string[] {
  if (answer.functionError !== functionError) {
    const failed = `failed with ${answer.functionError ?? ''}: ${show(parse(answer.payload), hide)}`;
    if (functionError === undefined) return [failed];
    return [
      answer.functionError === undefined ? `did not fail, expected ${functionError}` : failed,
    ];
  }
  const durationMs = reportedDuration(answer.logTail) ?? elapsedMs;
  const isSlow = maxDurationMs !== undefined && durationMs > maxDurationMs;
  return [
    ...(payload === undefined ? [] : differences(parse(answer.payload), payload, hide)),
    ...(isSlow ? [`took ${durationMs.toFixed(0)} ms, expected ${maxDurationMs} at most`] : []),
  ];
}

/** Milliseconds of the report that Lambda ends the log of a call with, as text or as JSON. */
function reportedDuration(logTail = ''): number | undefined {
  const text =
    /^REPORT .*?\tDuration: ([\d.]+) ms/m.exec(logTail)?.[1] ??
    /"type":\s*"platform\.report".*?"durationMs":\s*([\d.]+)/s.exec(logTail)?.[1];
  return text === undefined ? undefined : Number(text);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function differences(actual: unknown, expected: unknown, hide: Hide): readonly string[] {
  if (isPart(actual, expected)) return [];
  const found = [...differ(actual, expected, 'payload')].map(
    (one) => `${one.path} is ${show(one.actual, hide)}, expected ${show(one.expected, hide)}`,
  );
  const shown = found.slice(0, shownDifferences);
  const more = found.length - shown.length;
  return more === 0 ? shown : [...shown, `… and ${more} differences more`];
}

function isPart(actual: unknown, expected: unknown): boolean {
  try {
    partialDeepStrictEqual(actual, expected);
    return true;
  } catch {
    return false;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

interface Difference {
  readonly path: string;
  readonly actual: unknown;
  readonly expected: unknown;
}

/** The places where something is not as expected, as deep as can be told. */
function* differ(actual: unknown, expected: unknown, path: string): Generator<Difference> {
  if (isPart(actual, expected)) return;
  if (!isObject(actual) || !isObject(expected)) {
    yield { path, actual, expected };
    return;
  }
  for (const [key, value] of Object.entries(expected)) {
    yield* differ(actual[key], value, `${path}.${key}`);
  }
}

/** Each text by itself, as it is without JSON's escapes; then numbers and keys with the rest. */
function show(value: unknown, hide: Hide): string {
  if (value === undefined) return 'missing';
  const hideText = (_key: string, one: unknown) => (typeof one === 'string' ? hide(one) : one);
  const text = hide(JSON.stringify(value, hideText));
  return text.length > shownLength ? `${text.slice(0, shownLength)}…` : text;
}
