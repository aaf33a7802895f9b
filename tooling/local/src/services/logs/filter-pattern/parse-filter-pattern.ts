import { AwsError } from '../../../aws-error.ts';
import { parseJsonPattern } from './json-pattern.ts';
import { parseTermPattern } from './term-pattern.ts';

/** Whether the message of an event is one that was asked for. */
export type MessageMatcher = (message: string) => boolean;

/**
 * Reads a filter pattern: terms, phrases and exclusions, or a condition on JSON messages.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 *
 * @throws AwsError InvalidParameterException, or 501 for patterns of space-delimited fields.
 */
export function parseFilterPattern(pattern: string): MessageMatcher {
  const text = pattern.trim();
  if (text === '') return () => true;
  if (text.startsWith('{')) return parseJsonPattern(text);
  if (text.startsWith('[')) {
    throw new AwsError(
      501,
      'NotImplemented',
      `The local AWS does not implement filter patterns of space-delimited fields: ${pattern}`,
    );
  }
  return parseTermPattern(text);
}
