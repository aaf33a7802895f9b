import type {
  GetTagsRequest,
  GetTagsResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-apigatewayv2';
import type { Tags } from '../api-document.ts';
import { notFound } from '../apigateway-errors.ts';
import { changeApi, existingApi, type ApiWorld } from './api-world.ts';
import { existingDomainName } from './domain-names.ts';

export const tagOperations = (world: ApiWorld) => ({
  async GetTags({ ResourceArn = '' }: GetTagsRequest): Promise<GetTagsResponse> {
    return { Tags: { ...resourceOf(world, ResourceArn).tags } };
  },

  async TagResource({ ResourceArn = '', Tags: added }: TagResourceRequest): Promise<object> {
    await resourceOf(world, ResourceArn).change((tags) => ({ ...tags, ...added }));
    return {};
  },

  async UntagResource({ ResourceArn = '', TagKeys }: UntagResourceRequest): Promise<object> {
    const removed = new Set(TagKeys);
    await resourceOf(world, ResourceArn).change((tags) =>
      Object.fromEntries(Object.entries(tags).filter(([key]) => !removed.has(key))),
    );
    return {};
  },
});

interface Tagged {
  readonly tags: Tags;
  change(change: (before: Tags) => Tags): Promise<unknown>;
}

/** `arn:aws:apigateway:us-east-1::/apis/ID`, of one of its stages, or of a domain name. */
function resourceOf(world: ApiWorld, arn: string): Tagged {
  const [, apiId, stageName] =
    /^arn:aws[a-z-]*:apigateway:[^:]*::\/apis\/([a-z0-9]+)(?:\/stages\/(.+))?$/.exec(arn) ?? [];
  const domainName = /^arn:aws[a-z-]*:apigateway:[^:]*:\d*:\/domainnames\/(.+)$/.exec(arn)?.[1];
  if (domainName !== undefined) return taggedDomainName(world, domainName);
  if (apiId === undefined) throw notFound(`Invalid resource identifier specified: ${arn}`);
  if (stageName !== undefined) return taggedStage(world, apiId, stageName);
  return {
    tags: existingApi(world, apiId).tags,
    change: (change) => changeApi(world, apiId, (api) => ({ ...api, tags: change(api.tags) })),
  };
}

function taggedStage(world: ApiWorld, apiId: string, name: string): Tagged {
  const stage = existingApi(world, apiId).stages[name];
  if (stage === undefined) throw notFound('Invalid stage identifier specified', 'Stage');
  return {
    tags: stage.tags,
    change: (change) =>
      changeApi(world, apiId, (api) => {
        const before = api.stages[name] ?? stage;
        const stages = { ...api.stages, [name]: { ...before, tags: change(before.tags) } };
        return { ...api, stages };
      }),
  };
}

function taggedDomainName(world: ApiWorld, name: string): Tagged {
  return {
    tags: existingDomainName(world, name).tags,
    change: (change) =>
      world.domainNames.change(name, () => {
        const before = existingDomainName(world, name);
        return { ...before, tags: change(before.tags) };
      }),
  };
}
