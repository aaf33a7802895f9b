import type {
  ListTagsRequest,
  ListTagsResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-lambda';
import type { RequestContext } from '../../../service.ts';
import { changeTags } from '../document/change-function.ts';
import { invalidParameter, notFound } from '../lambda-errors.ts';
import { lambdaLimits } from '../lambda-limits.ts';
import type { MappingDocument } from '../mappings/mapping-document.ts';
import { parseFunctionName, type FunctionReference } from '../names/function-name.ts';
import { checkModifiable } from './check-modifiable.ts';
import { existing, given, type LambdaWorld } from './lambda-world.ts';

export const tagOperations = (world: LambdaWorld) => ({
  async TagResource(input: TagResourceRequest, context: RequestContext): Promise<object> {
    const added = given(input.Tags);
    return await changeTagsOf(world, input.Resource, context, (tags) => {
      if (Object.keys(added).length === 0) {
        throw invalidParameter('An error occurred and the request cannot be processed.');
      }
      checkTags(added);
      return { ...tags, ...added };
    });
  },

  /** Keys that are not there are no error. */
  async UntagResource(input: UntagResourceRequest, context: RequestContext): Promise<object> {
    const removed = new Set(given(input.TagKeys));
    return await changeTagsOf(world, input.Resource, context, (tags) =>
      Object.fromEntries(Object.entries(tags).filter(([key]) => !removed.has(key))),
    );
  },

  async ListTags(input: ListTagsRequest, context: RequestContext): Promise<ListTagsResponse> {
    const mapping = taggedMapping(world, input.Resource);
    if (mapping !== undefined) return { Tags: { ...mapping.tags } };
    const reference = taggedFunction(input.Resource, context);
    const { tags } = existing(world.store.get(reference.name), reference, context);
    return { Tags: { ...tags } };
  },
});

async function changeTagsOf(
  world: LambdaWorld,
  resource: string | undefined,
  context: RequestContext,
  change: (tags: Readonly<Record<string, string>>) => Readonly<Record<string, string>>,
): Promise<object> {
  const mapping = taggedMapping(world, resource);
  if (mapping !== undefined) {
    const tags = change(mapping.tags);
    checkTagCount(tags);
    await world.mappings.put({ ...mapping, tags });
    return {};
  }
  const reference = taggedFunction(resource, context);
  await world.store.change(reference.name, (before) => {
    const function_ = existing(before, reference, context);
    const tags = change(function_.tags);
    checkTagCount(tags);
    checkModifiable(function_, context);
    return { document: changeTags(function_, tags, world.moment()), result: undefined };
  });
  return {};
}

export function checkTagCount(tags: Readonly<Record<string, string>>): void {
  if (Object.keys(tags).length > lambdaLimits.tags) {
    throw invalidParameter('Number of tags exceeds resource tag limit.');
  }
}

/**
 * Which keys and values are allowed: https://docs.aws.amazon.com/lambda/latest/dg/configuration-tags.html.
 * That AWS refuses others is certain, the words in which it does are not recorded.
 */
export function checkTags(tags: Readonly<Record<string, string>>): void {
  for (const [key, value] of Object.entries(tags)) {
    if (/^aws:/i.test(key)) {
      throw invalidParameter('aws: prefixed tag key names are not allowed for external use.');
    }
    checkText('key', key, { from: 1, to: 128 });
    checkText('value', value, { from: 0, to: 256 });
  }
}

function checkText(what: string, text: string, { from, to }: { from: number; to: number }): void {
  if (text.length < from || text.length > to) {
    throw invalidParameter(
      `A tag ${what} must have ${String(from)} to ${String(to)} characters, not ${String(text.length)}.`,
    );
  }
  if (!/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(text)) {
    throw invalidParameter(
      `The tag ${what} '${text}' has other characters than letters, numbers, spaces and _.:/=+-@`,
    );
  }
}

function taggedMapping(world: LambdaWorld, resource = ''): MappingDocument | undefined {
  const [, , , , , kind, uuid = ''] = resource.split(':');
  return kind === 'event-source-mapping' ? world.mappings.get(uuid) : undefined;
}

/** Besides mappings only functions exist here that could have tags: of everything else there is none. */
function taggedFunction(resource: string | undefined, context: RequestContext): FunctionReference {
  const arn = given(resource);
  const kind = arn.split(':')[5] ?? '';
  if (kind !== 'function') throw notFound(`${nameOfKind(kind)} not found: ${arn}`);
  const reference = parseFunctionName(arn, context);
  if (reference.qualifier !== undefined) {
    throw invalidParameter(
      'Tags on function aliases and versions are not supported. Please specify a function ARN.',
    );
  }
  return reference;
}

/** `event-source-mapping` → `Event source mapping` */
function nameOfKind(kind: string): string {
  const words = kind.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
