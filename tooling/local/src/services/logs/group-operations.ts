import type {
  CreateLogGroupRequest,
  DeleteLogGroupRequest,
  DeleteRetentionPolicyRequest,
  DescribeLogGroupsRequest,
  DescribeLogGroupsResponse,
  LogGroup,
  PutRetentionPolicyRequest,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { pageOf } from '../page.ts';
import { groupArn, groupNameOf, requireGroup, type LogsPlace } from './log-group-names.ts';
import type { LogGroupDocument } from './logs-documents.ts';
import { groupExists, invalidParameter, invalidToken } from './logs-errors.ts';
import type { LogsStore } from './logs-store.ts';

export function groupOperations(store: LogsStore) {
  const { groups } = store;

  const CreateLogGroup: Operation<CreateLogGroupRequest> = async (input, { now }) => {
    const { logGroupName: name = '', logGroupClass = 'STANDARD', tags = {} } = input;
    if (groups.get(name) !== undefined) throw groupExists();
    const createdAt = now().getTime();
    await groups.put(name, { name, createdAt, logGroupClass, kmsKeyId: input.kmsKeyId, tags });
  };

  const DeleteLogGroup: Operation<DeleteLogGroupRequest> = async (input) => {
    await store.deleteGroup(requireGroup(store, input).name);
  };

  const DescribeLogGroups: Operation<DescribeLogGroupsRequest, DescribeLogGroupsResponse> = async (
    input,
    place,
  ) => {
    if (input.logGroupNamePrefix !== undefined && input.logGroupNamePattern !== undefined) {
      throw invalidParameter(
        'LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.',
      );
    }
    const found = groups
      .list()
      .map(([, group]) => group)
      .filter(isAskedFor(input));
    const { items, nextToken } = pageOf(found, {
      keyOf: ({ name }) => name,
      token: input.nextToken,
      limit: input.limit ?? 50,
      wrongToken: invalidToken,
    });
    return Promise.resolve({ logGroups: items.map((group) => showGroup(group, place)), nextToken });
  };

  const PutRetentionPolicy: Operation<PutRetentionPolicyRequest> = async (input) => {
    const group = requireGroup(store, input);
    await groups.put(group.name, { ...group, retentionInDays: input.retentionInDays });
  };

  const DeleteRetentionPolicy: Operation<DeleteRetentionPolicyRequest> = async (input) => {
    const group = requireGroup(store, input);
    await groups.put(group.name, { ...group, retentionInDays: undefined });
  };

  return {
    CreateLogGroup,
    DeleteLogGroup,
    DescribeLogGroups,
    PutRetentionPolicy,
    DeleteRetentionPolicy,
  };
}

function isAskedFor(input: DescribeLogGroupsRequest): (group: LogGroupDocument) => boolean {
  const { logGroupNamePrefix = '', logGroupNamePattern = '', logGroupClass } = input;
  const names = input.logGroupIdentifiers && new Set(input.logGroupIdentifiers.map(groupNameOf));
  return (group) =>
    (names === undefined || names.has(group.name)) &&
    (logGroupClass === undefined || logGroupClass === group.logGroupClass) &&
    group.name.startsWith(logGroupNamePrefix) &&
    group.name.includes(logGroupNamePattern);
}

function showGroup(group: LogGroupDocument, place: LogsPlace): LogGroup {
  const arn = groupArn(place, group.name);
  return {
    logGroupName: group.name,
    creationTime: group.createdAt,
    retentionInDays: group.retentionInDays,
    metricFilterCount: 0,
    arn: `${arn}:*`,
    storedBytes: 0,
    kmsKeyId: group.kmsKeyId,
    logGroupClass: group.logGroupClass,
    logGroupArn: arn,
  };
}
