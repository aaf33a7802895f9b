import { AwsError } from '../../aws-error.ts';
import type { Message, Receiver } from '../../delivery/delivery.ts';
import { policyLetsIn } from '../../policies/policy-lets-in.ts';
import type { RoleDirectory } from '../iam/role-directory.ts';
import type { Home } from '../lambda/names/function-name.ts';
import { requireTopic, type SnsStore } from './sns-store.ts';
import { policyOf } from './topic-attributes.ts';
import type { TopicPublisher } from './topic-publisher.ts';

export interface SnsReceiverOptions {
  readonly store: SnsStore;
  readonly publisher: TopicPublisher;
  readonly roles: RoleDirectory;
  readonly home: Home;
}

/** Publishes what other services send to a topic. */
export function createSnsReceiver({ store, publisher, roles, home }: SnsReceiverOptions): Receiver {
  const check = async ({ targetArn, sender }: Omit<Message, 'body'>) => {
    const topic = requireTopic(store, targetArn, home);
    const { principal, sourceArn, roleArn } = sender;
    const request = { action: 'sns:Publish', resource: targetArn };
    const isAllowed =
      roleArn === undefined
        ? policyLetsIn(policyOf(topic, home), {
            ...request,
            service: principal,
            context: { 'aws:sourcearn': sourceArn, 'aws:sourceaccount': home.accountId },
          })
        : (await roles.canBeAssumedBy(roleArn, principal)) &&
          (await roles.allows(roleArn, request));
    if (isAllowed) return;
    throw new AwsError(
      403,
      'AuthorizationError',
      `User: ${roleArn ?? principal} is not authorized to perform: SNS:Publish on resource: ${targetArn}`,
    );
  };
  return {
    check,
    async receive(message) {
      await check(message);
      const { body, attributes = {}, sender, messageGroupId, messageDeduplicationId } = message;
      publisher.publish(requireTopic(store, message.targetArn, home), {
        Message: body,
        // https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
        ...(sender.principal === 's3.amazonaws.com' && { Subject: 'Amazon S3 Notification' }),
        MessageAttributes: Object.fromEntries(
          Object.entries(attributes).map(([name, value]) => [
            name,
            {
              DataType: typeof value === 'number' ? 'Number' : 'String',
              StringValue: String(value),
            },
          ]),
        ),
        MessageGroupId: messageGroupId,
        MessageDeduplicationId: messageDeduplicationId,
      });
    },
  };
}
