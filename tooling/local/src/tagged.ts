import {
  busArn,
  ruleArn,
  type BusDocument,
  type RuleDocument,
} from './services/events/events-documents.ts';
import type { ApiDocument } from './services/apigateway/api-document.ts';
import type { FunctionDocument } from './services/lambda/document/function-document.ts';
import { mappingArn, type MappingDocument } from './services/lambda/mappings/mapping-document.ts';
import { functionArn } from './services/lambda/names/function-arn.ts';
import { groupArn } from './services/logs/log-group-names.ts';
import type { LogsStore } from './services/logs/logs-store.ts';
import type { QueueDocument } from './services/sqs/queue-document.ts';
import { queueArn } from './services/sqs/queue-names.ts';
import { topicArn, type TopicDocument } from './services/sns/sns-documents.ts';
import type { GroupDocument } from './services/scheduler/schedule-document.ts';
import { scheduleGroupArn } from './services/scheduler/scheduler-arns.ts';
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

export function taggedQueues(queues: Collection<QueueDocument>, home: Home): TaggedResource[] {
  return queues.list().map(([, { name, tags }]) => ({ arn: queueArn(home, name), tags }));
}

export function taggedMappings(
  mappings: Collection<MappingDocument>,
  home: Home,
): TaggedResource[] {
  return mappings.list().map(([, { uuid, tags }]) => ({ arn: mappingArn(home, uuid), tags }));
}

export function taggedRules(rules: Collection<RuleDocument>, home: Home): TaggedResource[] {
  return rules.list().map(([, rule]) => ({ arn: ruleArn(home, rule), tags: rule.tags }));
}

export function taggedBuses(buses: Collection<BusDocument>, home: Home): TaggedResource[] {
  return buses.list().map(([, { name, tags }]) => ({ arn: busArn(home, name), tags }));
}

export function taggedTopics(topics: Collection<TopicDocument>, home: Home): TaggedResource[] {
  return topics.list().map(([, { name, tags }]) => ({ arn: topicArn(home, name), tags }));
}

export function taggedScheduleGroups(
  groups: Collection<GroupDocument>,
  home: Home,
): TaggedResource[] {
  return groups.list().map(([, { name, tags }]) => ({ arn: scheduleGroupArn(home, name), tags }));
}
