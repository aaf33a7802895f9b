import { AwsError } from '../../../aws-error.ts';
import type { Delivery } from '../../../delivery/delivery.ts';
import type { RequestContext } from '../../../service.ts';
import { hostIdOf } from './event-message.ts';
import type { NotificationRule } from './rules-of.ts';
import { senderOf } from './sender-of.ts';

/**
 * Asks all destinations whether they take notifications of this bucket; queues and topics by a
 * message that says that it is a test.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 *
 * @throws AwsError with each that does not.
 */
export async function checkDestinations(
  delivery: Delivery,
  rules: readonly NotificationRule[],
  { bucket, context }: { readonly bucket: string; readonly context: RequestContext },
): Promise<void> {
  const sender = senderOf(bucket);
  const problems: Problem[] = [];
  for (const rule of rules) {
    const { targetArn } = rule;
    try {
      if (rule.element === 'CloudFunction') await delivery.check({ targetArn, sender });
      else await delivery.receive({ targetArn, sender, body: testEvent(bucket, context) });
    } catch (error) {
      if (!(error instanceof AwsError) || error.status >= 500) throw error;
      problems.push(problemOf(rule, error));
    }
  }
  if (problems.length === 0) return;
  throw new AwsError(
    400,
    'InvalidArgument',
    'Unable to validate the following destination configurations',
    Object.assign(
      {},
      ...problems.map(({ name, value }, index) => ({
        [`ArgumentName${index + 1}`]: name,
        [`ArgumentValue${index + 1}`]: value,
      })),
    ) as Record<string, string>,
  );
}

interface Problem {
  readonly name: string;
  readonly value: string;
}

/** In the words that were recorded of AWS. */
function problemOf({ element, targetArn }: NotificationRule, { code }: AwsError): Problem {
  if (element === 'CloudFunction') {
    return {
      name: `${targetArn}, null`,
      value: `Not authorized to invoke function [${targetArn}]`,
    };
  }
  const what = element.toLowerCase();
  const value = /NotFound|NonExistent|DoesNotExist/.test(code)
    ? `The destination ${what} does not exist`
    : `Permissions on the destination ${what} do not allow S3 to publish notifications from this bucket`;
  return { name: targetArn, value };
}

function testEvent(Bucket: string, { requestId, now }: RequestContext): string {
  return JSON.stringify({
    Service: 'Amazon S3',
    Event: 's3:TestEvent',
    Time: now().toISOString(),
    Bucket,
    RequestId: requestId,
    HostId: hostIdOf(requestId),
  });
}
