import type {
  DeleteRuleRequest,
  DescribeRuleRequest,
  DescribeRuleResponse,
  DisableRuleRequest,
  EnableRuleRequest,
  ListRuleNamesByTargetRequest,
  ListRuleNamesByTargetResponse,
  ListRulesRequest,
  ListRulesResponse,
  PutRuleRequest,
  PutRuleResponse,
  Rule,
} from '@aws-sdk/client-eventbridge';
import { notImplemented } from '../../gateway/call-operation.ts';
import type { RequestContext } from '../../service.ts';
import { pageOf } from '../page.ts';
import { busNameOf, ruleArn, type RuleDocument } from './events-documents.ts';
import { invalidToken, validation } from './events-errors.ts';
import { requireBus, requireRule, ruleKey, rulesOf, type EventsStore } from './events-store.ts';
import { parsePattern } from './parse-pattern.ts';
import { tagsOf } from './tag-operations.ts';

export const ruleOperations = (store: EventsStore) => {
  const setState = async (
    { Name: name = '', EventBusName }: EnableRuleRequest | DisableRuleRequest,
    state: RuleDocument['state'],
  ) => {
    const rule = requireRule(store, { name, busName: busNameOf(EventBusName) });
    await store.rules.put(ruleKey(rule), { ...rule, state });
    return {};
  };

  return {
    async PutRule(input: PutRuleRequest, context: RequestContext): Promise<PutRuleResponse> {
      const { Name: name = '', EventPattern, State = 'ENABLED', Description, RoleArn } = input;
      const { name: busName } = requireBus(store, busNameOf(input.EventBusName));
      if (EventPattern === undefined || EventPattern === '') {
        throw validation('Parameter(s) EventPattern or ScheduleExpression must be specified.');
      }
      if (State !== 'ENABLED' && State !== 'DISABLED') {
        throw notImplemented(`The local AWS does not implement State ${State} of events:PutRule`);
      }
      parsePattern(EventPattern);
      const before = store.rules.get(ruleKey({ name, busName }));
      const rule: RuleDocument = {
        name,
        busName,
        eventPattern: EventPattern,
        state: State,
        description: Description,
        roleArn: RoleArn,
        targets: before?.targets ?? [],
        // An update leaves the tags alone.
        tags: before?.tags ?? tagsOf(input.Tags),
      };
      await store.rules.put(ruleKey(rule), rule);
      return { RuleArn: ruleArn(context, rule) };
    },

    async DeleteRule({ Name: name = '', EventBusName }: DeleteRuleRequest): Promise<object> {
      const busName = busNameOf(EventBusName);
      requireBus(store, busName);
      const rule = store.rules.get(ruleKey({ name, busName }));
      if (rule !== undefined && rule.targets.length > 0) {
        throw validation("Rule can't be deleted since it has targets.");
      }
      await store.rules.delete(ruleKey({ name, busName }));
      return {};
    },

    DescribeRule(
      { Name: name = '', EventBusName }: DescribeRuleRequest,
      context: RequestContext,
    ): Promise<DescribeRuleResponse> {
      const rule = requireRule(store, { name, busName: busNameOf(EventBusName) });
      return Promise.resolve({ ...showRule(rule, context), CreatedBy: context.accountId });
    },

    EnableRule: (input: EnableRuleRequest) => setState(input, 'ENABLED'),
    DisableRule: (input: DisableRuleRequest) => setState(input, 'DISABLED'),

    ListRules(
      { NamePrefix = '', EventBusName, NextToken, Limit = 100 }: ListRulesRequest,
      context: RequestContext,
    ): Promise<ListRulesResponse> {
      const { name: busName } = requireBus(store, busNameOf(EventBusName));
      const { items, nextToken } = pageOf(
        rulesOf(store, busName).filter(({ name }) => name.startsWith(NamePrefix)),
        { keyOf: ({ name }) => name, token: NextToken, limit: Limit, wrongToken: invalidToken },
      );
      return Promise.resolve({
        Rules: items.map((rule) => showRule(rule, context)),
        NextToken: nextToken,
      });
    },

    ListRuleNamesByTarget(
      input: ListRuleNamesByTargetRequest,
    ): Promise<ListRuleNamesByTargetResponse> {
      const { TargetArn, EventBusName, NextToken, Limit = 100 } = input;
      const { name: busName } = requireBus(store, busNameOf(EventBusName));
      const { items, nextToken } = pageOf(
        rulesOf(store, busName)
          .filter(({ targets }) => targets.some(({ Arn }) => Arn === TargetArn))
          .map(({ name }) => name),
        { keyOf: (name) => name, token: NextToken, limit: Limit, wrongToken: invalidToken },
      );
      return Promise.resolve({ RuleNames: [...items], NextToken: nextToken });
    },
  };
};

function showRule(rule: RuleDocument, context: RequestContext): Rule {
  return {
    Name: rule.name,
    Arn: ruleArn(context, rule),
    EventPattern: rule.eventPattern,
    State: rule.state,
    Description: rule.description,
    RoleArn: rule.roleArn,
    EventBusName: rule.busName,
  };
}
