import type { ScheduleTarget } from './schedule-document.ts';
import { validation } from './scheduler-errors.ts';

/**
 * Whether a target is one that the scheduler knows, and has what its kind needs:
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-templated.html
 *
 * @throws AwsError ValidationException
 */
export function checkTarget(target: ScheduleTarget): void {
  const service = serviceOf(target.Arn);
  if (service === undefined) throw validation('Provided Arn is not in correct format.');
  if (service === 'events' && target.EventBridgeParameters === undefined) {
    throw validation('EventBridgeParameters are required for an event bus.');
  }
  if (service !== 'events' && target.EventBridgeParameters !== undefined) {
    throw validation('EventBridgeParameters are for event buses only.');
  }
  if (service === 'sqs' && target.Arn.endsWith('.fifo') && !target.SqsParameters?.MessageGroupId) {
    throw validation('SqsParameters with a MessageGroupId are required for a FIFO queue.');
  }
  if (target.DeadLetterConfig?.Arn?.endsWith('.fifo')) {
    throw validation('A dead-letter queue cannot be a FIFO queue.');
  }
  if (['lambda', 'events', 'states'].includes(service)) checkJson(target.Input);
}

const patterns: Readonly<Record<string, RegExp>> = {
  lambda: /^arn:aws[^:]*:lambda:[^:]+:\d{12}:function:[\w-]+(:[\w$-]+)?$/,
  sqs: /^arn:aws[^:]*:sqs:[^:]+:\d{12}:[\w-]+(\.fifo)?$/,
  sns: /^arn:aws[^:]*:sns:[^:]+:\d{12}:[\w-]+(\.fifo)?$/,
  events: /^arn:aws[^:]*:events:[^:]+:\d{12}:event-bus\/[\w./-]+$/,
  // Taken and shown, and not fired: see `partly`.
  states: /^arn:aws[^:]*:states:/,
  kinesis: /^arn:aws[^:]*:kinesis:/,
  firehose: /^arn:aws[^:]*:firehose:/,
  ecs: /^arn:aws[^:]*:ecs:/,
  sagemaker: /^arn:aws[^:]*:sagemaker:/,
  codebuild: /^arn:aws[^:]*:codebuild:/,
  codepipeline: /^arn:aws[^:]*:codepipeline:/,
  inspector: /^arn:aws[^:]*:inspector:/,
  scheduler: /^arn:aws[^:]*:scheduler:::aws-sdk:[\w-]+:\w+$/,
};

function serviceOf(arn: string): string | undefined {
  return Object.keys(patterns).find((service) => patterns[service]?.test(arn));
}

/** A keyword may stand where a number does. */
function checkJson(input: string | undefined): void {
  if (input === undefined) return;
  try {
    JSON.parse(input.replaceAll(/<aws\.scheduler\.[a-z-]+>/g, '0'));
  } catch {
    throw validation('Invalid Input provided: it has to be well-formed JSON.');
  }
}
