import model from '../../../models/cloudwatch-logs.json' with { type: 'json' };
import type { Service } from '../../service.ts';
import { filterLogEvents } from './filter-log-events.ts';
import { getLogEvents } from './get-log-events.ts';
import { groupOperations } from './group-operations.ts';
import type { LogsStore } from './logs-store.ts';
import { putLogEvents } from './put-log-events.ts';
import { streamOperations } from './stream-operations.ts';
import { tagOperations } from './tag-operations.ts';

/** Log groups, streams and events: where functions' lines go, and where they are read again. */
export function createLogsService({ store }: { readonly store: LogsStore }): Service {
  return {
    name: 'logs',
    protocol: 'awsJson1_1',
    loadClient: () => import('@aws-sdk/client-cloudwatch-logs'),
    constraints: model.operations,
    validationCode: 'InvalidParameterException',
    operations: {
      ...groupOperations(store),
      ...streamOperations(store),
      PutLogEvents: putLogEvents(store),
      GetLogEvents: getLogEvents(store),
      FilterLogEvents: filterLogEvents(store),
      ...tagOperations(store),
    },
    refused: {
      CreateLogGroup: ['deletionProtectionEnabled'],
      DescribeLogGroups: ['accountIdentifiers', 'includeLinkedAccounts'],
    },
    ignored: {
      PutLogEvents: {
        sequenceToken: 'as on AWS since 2023',
        entity: 'no operation shows it',
      },
      GetLogEvents: { unmask: 'nothing is masked' },
      FilterLogEvents: { interleaved: 'as on AWS since 2019', unmask: 'nothing is masked' },
    },
    partly: {
      DescribeLogGroups: 'storedBytes is always 0',
      FilterLogEvents:
        'terms, phrases, exclusions, regular expressions and JSON conditions; patterns of space-delimited fields answer 501',
      PutRetentionPolicy:
        'expired events are no longer returned; they stay on disk until their stream is deleted',
      TagResource: 'log groups only',
      UntagResource: 'log groups only',
      ListTagsForResource: 'log groups only',
    },
  };
}
