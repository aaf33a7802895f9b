import type { Constraint, Constraints } from '../../protocols/constraint.ts';

/**
 * What CloudWatch Logs asks of the members of its requests.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_Operations.html (read
 * November 2026)
 */
const groupName: Constraint = {
  minLength: 1,
  maxLength: 512,
  pattern: String.raw`[\.\-_/#A-Za-z0-9]+`,
};
const groupIdentifier: Constraint = {
  minLength: 1,
  maxLength: 2048,
  pattern: String.raw`[\w#+=/:,.@-]*\*?`,
};
const streamName: Constraint = { minLength: 1, maxLength: 512, pattern: '[^:*]*' };
const arn: Constraint = { minLength: 1, maxLength: 1011, pattern: String.raw`[\w+=/:,.@\-\*]*` };
const token: Constraint = { minLength: 1 };
const time: Constraint = { min: 0 };
const describeLimit: Constraint = { min: 1, max: 50 };
const eventLimit: Constraint = { min: 1, max: 10_000 };
const filterPattern: Constraint = { minLength: 0, maxLength: 1024 };
const tagKey: Constraint = {
  minLength: 1,
  maxLength: 128,
  pattern: String.raw`([\p{L}\p{Z}\p{N}_.:/=+\-@]+)`,
};
const tags: Constraint = {
  minLength: 1,
  maxLength: 50,
  keys: tagKey,
  values: { minLength: 0, maxLength: 256, pattern: String.raw`([\p{L}\p{Z}\p{N}_.:/=+\-@]*)` },
};

/** Days: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const retentionInDays: Constraint = {
  enum: [
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922,
    3288, 3653,
  ].map(String),
};

export const logsConstraints: Readonly<Record<string, Constraints>> = {
  CreateLogGroup: {
    logGroupName: groupName,
    tags,
    logGroupClass: { enum: ['STANDARD', 'INFREQUENT_ACCESS', 'DELIVERY'] },
  },
  DeleteLogGroup: { logGroupName: groupName },
  DescribeLogGroups: {
    logGroupNamePrefix: groupName,
    logGroupNamePattern: { minLength: 0, maxLength: 512, pattern: String.raw`[\.\-_/#A-Za-z0-9]*` },
    nextToken: token,
    limit: describeLimit,
    logGroupClass: { enum: ['STANDARD', 'INFREQUENT_ACCESS', 'DELIVERY'] },
    logGroupIdentifiers: { minLength: 1, maxLength: 50, items: groupIdentifier },
  },
  PutRetentionPolicy: { logGroupName: groupName, retentionInDays },
  DeleteRetentionPolicy: { logGroupName: groupName },
  CreateLogStream: { logGroupName: groupName, logStreamName: streamName },
  DeleteLogStream: { logGroupName: groupName, logStreamName: streamName },
  DescribeLogStreams: {
    logGroupName: groupName,
    logGroupIdentifier: groupIdentifier,
    logStreamNamePrefix: streamName,
    orderBy: { enum: ['LogStreamName', 'LastEventTime'] },
    nextToken: token,
    limit: describeLimit,
  },
  PutLogEvents: {
    logGroupName: groupName,
    logStreamName: streamName,
    logEvents: {
      minLength: 1,
      maxLength: 10_000,
      items: {
        members: {
          timestamp: { notNull: true, ...time },
          message: { notNull: true, minLength: 1 },
        },
      },
    },
  },
  GetLogEvents: {
    logGroupName: groupName,
    logGroupIdentifier: groupIdentifier,
    logStreamName: streamName,
    startTime: time,
    endTime: time,
    nextToken: token,
    limit: eventLimit,
  },
  FilterLogEvents: {
    logGroupName: groupName,
    logGroupIdentifier: groupIdentifier,
    logStreamNames: { minLength: 1, maxLength: 100, items: streamName },
    logStreamNamePrefix: streamName,
    startTime: time,
    endTime: time,
    filterPattern,
    nextToken: token,
    limit: eventLimit,
  },
  TagResource: { resourceArn: arn, tags },
  UntagResource: { resourceArn: arn, tagKeys: { minLength: 0, maxLength: 50, items: tagKey } },
  ListTagsForResource: { resourceArn: arn },
};
