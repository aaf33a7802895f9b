import { AwsError } from '../../../aws-error.ts';
import type { Delivery, Message } from '../../../delivery/delivery.ts';
import { principal } from '../check-settings.ts';
import { scheduleArn } from '../scheduler-arns.ts';
import { executionId, firingBody, timeText, type Attempt, type Home } from './firing-body.ts';

export interface DeliveryContext {
  readonly delivery: Delivery;
  readonly home: Home;
}

/** Why there will be no further attempt. */
export type ExhaustedCondition = 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds';

/**
 * Sends a firing to its target in the name of the schedule's role.
 *
 * @returns undefined, or what the target answered
 */
export async function deliverFiring(
  attempt: Attempt,
  { delivery, home }: DeliveryContext,
): Promise<AwsError | undefined> {
  const { Target } = attempt.document.settings;
  const { EventBridgeParameters: event } = Target;
  return await send(delivery, {
    ...messageOf(attempt, home),
    targetArn: Target.Arn,
    body: firingBody(attempt, home),
    messageGroupId: Target.SqsParameters?.MessageGroupId,
    // A bus makes an event of it.
    ...(event !== undefined && {
      attributes: { source: event.Source ?? '', detailType: event.DetailType ?? '' },
    }),
  });
}

/**
 * Sends what could not be delivered to the dead-letter queue, with the attributes of
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
 *
 * @returns undefined, or what the queue answered
 */
export async function deliverDeadLetter(
  attempt: Attempt,
  {
    delivery,
    home,
    queueArn,
    error,
    condition,
  }: DeliveryContext & {
    readonly queueArn: string;
    readonly error: AwsError;
    readonly condition?: ExhaustedCondition | undefined;
  },
): Promise<AwsError | undefined> {
  return await send(delivery, {
    ...messageOf(attempt, home),
    targetArn: queueArn,
    body: firingBody(attempt, home),
    attributes: {
      ERROR_CODE: error.code,
      ERROR_MESSAGE: error.message,
      EXECUTION_ID: executionId(attempt, home),
      ...(condition !== undefined && { EXHAUSTED_RETRY_CONDITION: condition }),
      IS_PAYLOAD_TRUNCATED: 'false',
      RETRY_ATTEMPTS: String(attempt.number - 1),
      SCHEDULED_TIME: timeText(attempt.scheduledAtMs),
      SCHEDULE_ARN: scheduleArn(home, attempt.document),
      TARGET_ARN: attempt.document.settings.Target.Arn,
    },
  });
}

function messageOf({ document }: Attempt, home: Home): Pick<Message, 'sender'> {
  const sourceArn = scheduleArn(home, document);
  return { sender: { principal, sourceArn, roleArn: document.settings.Target.RoleArn } };
}

async function send(delivery: Delivery, message: Message): Promise<AwsError | undefined> {
  try {
    await delivery.receive(message);
    return undefined;
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
}
