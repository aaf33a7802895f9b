import type {
  ListTargetsByRuleRequest,
  ListTargetsByRuleResponse,
  PutTargetsRequest,
  PutTargetsResponse,
  RemoveTargetsRequest,
  RemoveTargetsResponse,
  Target,
} from '@aws-sdk/client-eventbridge';
import { pageOf } from '../page.ts';
import { checkTarget } from './check-target.ts';
import { busNameOf } from './events-documents.ts';
import { invalidToken, tooMany } from './events-errors.ts';
import { requireRule, ruleKey, type EventsStore } from './events-store.ts';

export const targetOperations = (store: EventsStore) => {
  const find = (name = '', busName?: string) =>
    requireRule(store, { name, busName: busNameOf(busName) });

  return {
    async PutTargets(input: PutTargetsRequest): Promise<PutTargetsResponse> {
      const { Rule, EventBusName, Targets = [] } = input;
      const rule = find(Rule, EventBusName);
      for (const target of Targets) checkTarget(target);
      const targets = new Map<string | undefined, Target>(
        [...rule.targets, ...Targets].map((target) => [target.Id, target]),
      );
      if (targets.size > maximumTargets) throw tooMany();
      await store.rules.put(ruleKey(rule), { ...rule, targets: [...targets.values()] });
      return { FailedEntryCount: 0, FailedEntries: [] };
    },

    async RemoveTargets(input: RemoveTargetsRequest): Promise<RemoveTargetsResponse> {
      const { Rule, EventBusName, Ids = [] } = input;
      const rule = find(Rule, EventBusName);
      const missing = Ids.filter((id) => rule.targets.every(({ Id }) => Id !== id));
      const targets = rule.targets.filter(({ Id = '' }) => !Ids.includes(Id));
      await store.rules.put(ruleKey(rule), { ...rule, targets });
      const FailedEntries = missing.map((TargetId) => ({
        TargetId,
        ErrorCode: 'ResourceNotFoundException',
        ErrorMessage: `Rule '${rule.name}' does not have a target with the Id '${TargetId}'.`,
      }));
      return { FailedEntryCount: FailedEntries.length, FailedEntries };
    },

    ListTargetsByRule(input: ListTargetsByRuleRequest): Promise<ListTargetsByRuleResponse> {
      const { Rule, EventBusName, NextToken, Limit = 100 } = input;
      const targets = [...find(Rule, EventBusName).targets].sort((a, b) =>
        keyOf(a) < keyOf(b) ? -1 : 1,
      );
      const { items, nextToken } = pageOf(targets, {
        keyOf,
        token: NextToken,
        limit: Limit,
        wrongToken: invalidToken,
      });
      return Promise.resolve({ Targets: [...items], NextToken: nextToken });
    },
  };
};

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const maximumTargets = 5;

const keyOf = ({ Id = '' }: Target) => Id;
