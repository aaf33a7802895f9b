import { groupArn, groupNameOf } from '../../services/logs/log-group-names.ts';
import type { ActionInput, Surroundings } from '../needed-action.ts';
import { all, having, serviceRules, simple, tagging, textOf } from '../service-rules.ts';

const group = ({ logGroupName, logGroupIdentifier }: ActionInput): string =>
  groupNameOf(textOf(logGroupIdentifier ?? logGroupName));

/** A group stands for itself as a stream without a name, as AWS's refusals show it. */
const ofGroup = (input: ActionInput, at: Surroundings) =>
  `${groupArn(at, group(input))}:log-stream:`;

const ofStream = (input: ActionInput, at: Surroundings) =>
  `${groupArn(at, group(input))}:log-stream:${textOf(input.logStreamName)}`;

const ofTagged = ({ resourceArn }: ActionInput) => textOf(resourceArn);

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html */
export const logsRules = serviceRules(
  'logs',
  [
    [
      ofGroup,
      [
        'DeleteLogGroup',
        'DeleteRetentionPolicy',
        'DescribeLogStreams',
        'FilterLogEvents',
        'PutRetentionPolicy',
      ],
    ],
    [ofStream, ['CreateLogStream', 'DeleteLogStream', 'GetLogEvents', 'PutLogEvents']],
    [(_input, at) => `${groupArn(at, '')}:log-stream:`, ['DescribeLogGroups']],
    [ofTagged, ['ListTagsForResource', 'UntagResource']],
  ],
  {
    CreateLogGroup: all(
      tagging(simple('logs:CreateLogGroup', ofGroup), 'tags'),
      having('tags', tagging(simple('logs:TagResource', ofGroup), 'tags')),
    ),
    TagResource: tagging(simple('logs:TagResource', ofTagged), 'tags'),
  },
);
