import type { ApiDocument } from './services/apigateway/api-document.ts';
import type { FunctionDocument } from './services/lambda/document/function-document.ts';
import { functionArn } from './services/lambda/names/function-arn.ts';
import { groupArn } from './services/logs/log-group-names.ts';
import type { LogsStore } from './services/logs/logs-store.ts';
import type { TaggedResource } from './services/tagging/tagged-resources.ts';
import type { Collection } from './state/state.ts';

export interface Home {
  readonly accountId: string;
  readonly region: string;
}

/** What each service gives to the tagging service. AWS's knows no IAM roles: nor does this one. */
export function taggedFunctions(
  functions: Collection<FunctionDocument>,
  home: Home,
): TaggedResource[] {
  return functions.list().map(([, { name, tags }]) => ({ arn: functionArn(home, name), tags }));
}

/** Stages and domain names have tags, too, which are theirs alone. */
export function taggedApis(apis: Collection<ApiDocument>, { region }: Home): TaggedResource[] {
  return apis
    .list()
    .map(([id, { tags }]) => ({ arn: `arn:aws:apigateway:${region}::/apis/${id}`, tags }));
}

export function taggedGroups({ groups }: LogsStore, home: Home): TaggedResource[] {
  return groups.list().map(([, { name, tags }]) => ({ arn: groupArn(home, name), tags }));
}
