import { AwsError } from '../../aws-error.ts';
import type { Message, Receiver } from '../../delivery/delivery.ts';
import { policyLetsIn } from '../../policies/policy-lets-in.ts';
import type { RoleDirectory } from '../iam/role-directory.ts';
import { sendMessage } from './messages/send-message.ts';
import { nameInArn, type Home } from './queue-names.ts';
import type { QueueStore } from './queue-store.ts';
import { noQueue } from './sqs-errors.ts';

/** Queues, as the other services of the local AWS send to them. */
export function createQueueReceiver(
  store: QueueStore,
  { home, roles }: { readonly home: Home; readonly roles: () => Promise<RoleDirectory> },
): Receiver {
  const find = async ({ targetArn, sender }: Omit<Message, 'body'>) => {
    const queue = store.get(nameInArn(targetArn, home) ?? '');
    if (queue === undefined) throw noQueue();
    const action = 'sqs:SendMessage';
    const { principal, sourceArn, roleArn } = sender;
    const isAllowed =
      roleArn === undefined
        ? policyLetsIn(queue.attributes.Policy, {
            action,
            resource: targetArn,
            service: principal,
            context: {
              'aws:sourcearn': sourceArn,
              'aws:sourceaccount': home.accountId,
              'aws:securetransport': 'true',
            },
          })
        : (await (await roles()).canBeAssumedBy(roleArn, principal)) &&
          (await (await roles()).allows(roleArn, { action, resource: targetArn }));
    if (isAllowed) return queue;
    throw new AwsError(
      403,
      'AccessDenied',
      `User: ${roleArn ?? principal} is not authorized to perform: ${action} on resource: ${targetArn}`,
    );
  };
  return {
    async check(message) {
      await find(message);
    },
    async receive(message) {
      const queue = await find(message);
      const attributes = Object.entries(message.attributes ?? {}).map(([name, value]) => {
        const dataType = typeof value === 'number' ? 'Number' : 'String';
        return [name, { dataType, stringValue: String(value) }] as const;
      });
      await sendMessage(store, queue, {
        body: message.body,
        attributes: Object.fromEntries(attributes),
        senderId: message.sender.roleArn ?? message.sender.principal,
        groupId: message.messageGroupId,
        deduplicationId: message.messageDeduplicationId,
      });
    },
  };
}
