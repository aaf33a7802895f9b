import { checkEventPattern } from '@tooling/core';
import { invalidPattern } from './events-errors.ts';

/** @throws AwsError InvalidEventPatternException, with what AWS would say first */
export function parsePattern(text: string): unknown {
  let pattern: unknown;
  try {
    pattern = JSON.parse(text);
  } catch (error) {
    throw invalidPattern(error instanceof Error ? error.message : String(error));
  }
  const [problem] = checkEventPattern(pattern);
  if (problem !== undefined) throw invalidPattern(problem.message);
  return pattern;
}
