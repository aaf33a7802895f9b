import { topicArn } from '../../services/sns/sns-documents.ts';
import type { ActionInput, Surroundings } from '../needed-action.ts';
import { all, having, serviceRules, simple, tagging, textOf } from '../service-rules.ts';

const ofTopic = ({ TopicArn, TargetArn }: ActionInput) => textOf(TopicArn ?? TargetArn);
const newTopic = ({ Name }: ActionInput, at: Surroundings) => topicArn(at, textOf(Name));
const ofTagged = ({ ResourceArn }: ActionInput) => textOf(ResourceArn);

/**
 * SNS knows topics as resources, and no subscriptions.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html
 */
export const snsRules = serviceRules(
  'sns',
  [
    [
      ofTopic,
      [
        'AddPermission',
        'DeleteTopic',
        'GetTopicAttributes',
        'ListSubscriptionsByTopic',
        'Publish',
        'RemovePermission',
        'SetTopicAttributes',
        'Subscribe',
      ],
    ],
    [ofTagged, ['ListTagsForResource', 'UntagResource']],
    [
      '*',
      [
        'GetSubscriptionAttributes',
        'ListSubscriptions',
        'ListTopics',
        'SetSubscriptionAttributes',
        'Unsubscribe',
      ],
    ],
  ],
  {
    PublishBatch: simple('sns:Publish', ofTopic),
    CreateTopic: all(
      tagging(simple('sns:CreateTopic', newTopic)),
      having('Tags', tagging(simple('sns:TagResource', newTopic))),
    ),
    TagResource: tagging(simple('sns:TagResource', ofTagged)),
  },
);
