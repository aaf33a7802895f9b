import type {
  TestEventPatternRequest,
  TestEventPatternResponse,
} from '@aws-sdk/client-eventbridge';
import { matchesEventPattern } from '@tooling/core';
import { validation } from './events-errors.ts';
import { parsePattern } from './parse-pattern.ts';

export const testEventPatternOperation = {
  TestEventPattern(input: TestEventPatternRequest): Promise<TestEventPatternResponse> {
    const pattern = parsePattern(input.EventPattern ?? '');
    const Result = matchesEventPattern(pattern, parseEvent(input.Event ?? ''));
    return Promise.resolve({ Result });
  },
};

function parseEvent(text: string): object {
  try {
    const event: unknown = JSON.parse(text);
    if (typeof event === 'object' && event !== null && !Array.isArray(event)) return event;
  } catch {
    // It is said below.
  }
  throw validation('Parameter Event is not valid.');
}
