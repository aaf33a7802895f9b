import type { Correction } from '../correction.ts';

const reference = 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference';
const identifier = String.raw`[\w#+=/:,.@-]*\*?`;

/** What the reference of CloudWatch Logs has by November 2026. */
export const cloudwatchLogsCorrections: readonly Correction[] = [
  {
    of: ['LogGroupClass'],
    constraint: { enum: ['STANDARD', 'INFREQUENT_ACCESS', 'DELIVERY'] },
    source: `${reference}/API_CreateLogGroup.html`,
  },
  {
    of: ['Days'],
    constraint: {
      enum: [
        1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922,
        3288, 3653,
      ].map(String),
    },
    source: `${reference}/API_PutRetentionPolicy.html`,
  },
  {
    of: ['LogGroupIdentifier'],
    constraint: { pattern: identifier },
    source: `${reference}/API_GetLogEvents.html`,
  },
  {
    of: ['DescribeLogGroupsRequest$logGroupIdentifiers'],
    constraint: {
      minLength: 1,
      maxLength: 50,
      items: { minLength: 1, maxLength: 2048, pattern: identifier },
    },
    source: `${reference}/API_DescribeLogGroups.html`,
  },
  {
    of: ['AmazonResourceName'],
    constraint: { pattern: String.raw`[\w+=/:,.@\-\*]*` },
    source: `${reference}/API_TagResource.html`,
  },
];
