import type { AwsError } from '../../../aws-error.ts';
import { invalidParameter } from '../logs-errors.ts';

export function invalidPattern(problem: string): AwsError {
  return invalidParameter(`Invalid filter pattern: ${problem}`);
}

/** What AWS allows in `%regular expressions%`: no groups, so that none can run away. */
const regexCharacters = /^(?:[A-Za-z0-9:_#=@/;,\-^$?[\]{}|*+.\s]|\\[^\s])*$/;

/** The inside of `%…%`. */
export function patternRegExp(source: string): RegExp {
  if (!regexCharacters.test(source)) {
    throw invalidPattern(`%${source}% has characters that AWS does not take there`);
  }
  try {
    return new RegExp(source);
  } catch {
    throw invalidPattern(`%${source}% is not a regular expression`);
  }
}

/** The text between double quotes, where `\"` is a quote. */
export function unquote(quoted: string): string {
  return quoted.slice(1, -1).replaceAll(/\\(["\\])/g, '$1');
}
