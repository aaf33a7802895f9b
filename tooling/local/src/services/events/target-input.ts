import type { Target } from '@aws-sdk/client-eventbridge';
import type { BusEvent } from './bus-event.ts';
import { readJsonPath } from './json-path.ts';
import { transformInput } from './transform-input.ts';

/**
 * What a target gets of an event, as text.
 *
 * @returns undefined when nothing is to be sent: see `transformInput`
 */
export function inputOf(
  { Input, InputPath, InputTransformer }: Target,
  event: BusEvent,
  rule: { readonly 'rule-arn': string; readonly 'rule-name': string },
): string | undefined {
  if (Input !== undefined) return Input;
  if (InputPath !== undefined) return JSON.stringify(readJsonPath(event, InputPath) ?? null);
  if (InputTransformer === undefined) return JSON.stringify(event);
  const { detail: _left, ...envelope } = event;
  return transformInput(InputTransformer, event, {
    'aws.events.rule-arn': rule['rule-arn'],
    'aws.events.rule-name': rule['rule-name'],
    'aws.events.event': envelope,
    'aws.events.event.json': event,
    'aws.events.event.ingestion-time': event.time,
  });
}
