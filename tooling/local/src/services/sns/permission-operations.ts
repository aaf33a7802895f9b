import type { AddPermissionInput, RemovePermissionInput } from '@aws-sdk/client-sns';
import type { RequestContext } from '../../service.ts';
import type { TopicDocument } from './sns-documents.ts';
import { invalid } from './sns-errors.ts';
import { requireTopic, type SnsStore } from './sns-store.ts';
import { policyOf } from './topic-attributes.ts';

/** Statements for other accounts, in the topic's policy. */
export const permissionOperations = (store: SnsStore) => {
  const write = (topic: TopicDocument, policy: object) =>
    store.topics.put(topic.name, {
      ...topic,
      attributes: { ...topic.attributes, Policy: JSON.stringify(policy) },
    });
  const read = (topic: TopicDocument, context: RequestContext) => {
    const policy = JSON.parse(policyOf(topic, context)) as { Statement?: Statement | Statement[] };
    return { policy, statements: [policy.Statement ?? []].flat() };
  };

  return {
    async AddPermission(input: AddPermissionInput, context: RequestContext): Promise<object> {
      const { TopicArn = '', Label = '', AWSAccountId = [], ActionName = [] } = input;
      const topic = requireTopic(store, TopicArn, context);
      const { policy, statements } = read(topic, context);
      if (statements.some(({ Sid }) => Sid === Label)) throw invalid('Statement already exists');
      if (ActionName.some((action) => !topicActions.has(action))) {
        throw invalid('Policy statement action out of service scope!');
      }
      const accounts = AWSAccountId.map((account) => `arn:aws:iam::${account}:root`);
      const added = {
        Sid: Label,
        Effect: 'Allow',
        Principal: { AWS: oneOrAll(accounts) },
        Action: oneOrAll(ActionName.map((action) => `SNS:${action}`)),
        Resource: TopicArn,
      };
      await write(topic, { ...policy, Statement: [...statements, added] });
      return {};
    },

    async RemovePermission(input: RemovePermissionInput, context: RequestContext): Promise<object> {
      const { TopicArn = '', Label = '' } = input;
      const topic = requireTopic(store, TopicArn, context);
      const { policy, statements } = read(topic, context);
      await write(topic, { ...policy, Statement: statements.filter(({ Sid }) => Sid !== Label) });
      return {};
    },
  };
};

interface Statement {
  readonly Sid?: string;
}

/** https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html */
const topicActions = new Set([
  'AddPermission',
  'DeleteTopic',
  'GetDataProtectionPolicy',
  'GetTopicAttributes',
  'ListSubscriptionsByTopic',
  'ListTagsForResource',
  'Publish',
  'PutDataProtectionPolicy',
  'RemovePermission',
  'SetTopicAttributes',
  'Subscribe',
]);

const oneOrAll = (values: readonly string[]) => (values.length === 1 ? values[0] : values);
