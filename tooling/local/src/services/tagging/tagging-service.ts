import type {
  GetResourcesInput,
  GetResourcesOutput,
} from '@aws-sdk/client-resource-groups-tagging-api';
import model from '../../../models/resource-groups-tagging-api.json' with { type: 'json' };
import { AwsError } from '../../aws-error.ts';
import type { Operation, Service } from '../../service.ts';
import { pageOf } from '../page.ts';
import { isAskedFor } from './resource-filters.ts';
import type { TaggedResources } from './tagged-resources.ts';

/** Finds resources of all services by their tags. */
export function createTaggingService({
  resources,
}: {
  readonly resources: readonly TaggedResources[];
}): Service {
  return {
    name: 'tagging',
    protocol: 'awsJson1_1',
    loadClient: () => import('@aws-sdk/client-resource-groups-tagging-api'),
    constraints: model.operations,
    validationCode: 'InvalidParameterException',
    operations: { GetResources: getResources(resources) },
    refused: { GetResources: ['IncludeComplianceDetails', 'ExcludeCompliantResources'] },
    ignored: { GetResources: { TagsPerPage: 'pages are cut by the number of resources' } },
    partly: {
      GetResources:
        'functions, event source mappings, log groups, queues, topics, event buses, rules and schedule groups that have tags now, not those that once had',
    },
  };
}

function getResources(
  sources: readonly TaggedResources[],
): Operation<GetResourcesInput, GetResourcesOutput> {
  return async (input) => {
    checkCombination(input);
    const all = (await Promise.all(sources.map((source) => source()))).flat();
    const found = all.filter(isAskedFor(input)).sort((a, b) => (a.arn < b.arn ? -1 : 1));
    const { items, nextToken } = pageOf(found, {
      keyOf: ({ arn }) => arn,
      token: input.PaginationToken === '' ? undefined : input.PaginationToken,
      limit: input.ResourcesPerPage ?? 100,
      wrongToken: () =>
        new AwsError(400, 'PaginationTokenExpiredException', 'The PaginationToken is not valid.'),
    });
    return {
      // The last page says so with an empty token.
      PaginationToken: nextToken ?? '',
      ResourceTagMappingList: items.map(({ arn, tags }) => ({
        ResourceARN: arn,
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      })),
    };
  };
}

/** https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html */
function checkCombination(input: GetResourcesInput): void {
  if (input.ResourceARNList === undefined) return;
  const beside = [
    'PaginationToken',
    'ResourcesPerPage',
    'TagsPerPage',
    'TagFilters',
    'ResourceTypeFilters',
  ] as const;
  const wrong = beside.find((name) => {
    const value = input[name];
    return value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);
  });
  if (wrong !== undefined) throw invalidParameter(`${wrong} cannot be used with ResourceARNList`);
}

function invalidParameter(message: string): AwsError {
  return new AwsError(400, 'InvalidParameterException', message);
}
