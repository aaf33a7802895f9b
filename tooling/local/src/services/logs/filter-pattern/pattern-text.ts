import type { AwsError } from '../../../aws-error.ts';
import { invalidParameter } from '../logs-errors.ts';
import { linearRegex } from './linear-regex.ts';

export function invalidPattern(problem: string): AwsError {
  return invalidParameter(`Invalid filter pattern: ${problem}`);
}

/** What AWS allows in `%regular expressions%`: no groups. */
const regexCharacters = /^(?:[A-Za-z0-9:_#=@/;,\-^$?[\]{}|*+.\s]|\\[^\s])*$/;

/** The inside of `%…%`. */
export function patternRegex(source: string): (text: string) => boolean {
  if (!regexCharacters.test(source)) {
    throw invalidPattern(`%${source}% has characters that AWS does not take there`);
  }
  try {
    return linearRegex(source);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw invalidPattern(`%${source}% is not a regular expression that AWS takes`);
  }
}

/** The text between double quotes, where `\"` is a quote. */
export function unquote(quoted: string): string {
  return quoted.slice(1, -1).replaceAll(/\\(["\\])/g, '$1');
}
