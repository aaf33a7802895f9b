import {
  compareTriggers,
  describeTriggers,
  triggerTypesOf,
  type TriggerFacts,
  type TriggerQuery,
  type TriggerState,
} from '@tooling/core';
import type { AwsClients } from '../clients.ts';
import { findTriggers, wantedKinds, type KindOfTriggers } from './find-triggers.ts';
import { createPolicyStatements } from './policy-statements.ts';
import { contextOf, type TriggerContext } from './trigger-context.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html (function resource-based policy) */
const policyBytes = 20_480;
/** What a statement takes besides the alias's ARN and a source's, which is about as long. */
const statementBytes = 240;

/** What a function has of triggers that we made, and why AWS would refuse those that it shall have. */
export async function readTriggers(
  clients: AwsClients,
  query: TriggerQuery,
): Promise<TriggerFacts> {
  const { functionName, tags, wanted } = query;
  const owner = { ...query, role: wanted.role };
  const context = contextOf(clients, owner, createPolicyStatements(clients, functionName));
  const types = triggerTypesOf(tags ?? {}, wanted);
  const kinds = await (tags === undefined
    ? wantedKinds(types, wanted)
    : findTriggers(context, types, wanted));
  const triggers = kinds.flatMap(({ found }) => found.map(({ state }) => state));
  const problems = await Promise.all(
    kinds.map(({ kind, declared, found }) => kind.check(context, declared, found)),
  );
  return {
    triggers,
    problems: [
      ...problems.flat().map(({ declared, problem }) => {
        const index = wanted.triggers.findIndex((one) => one === declared);
        return index < 0 ? `httpApi: ${problem}` : `triggers[${index}]: ${problem}`;
      }),
      ...(await policyProblems(context, query, kinds)),
    ],
  };
}

/** The policy of an alias has an end. */
async function policyProblems(
  context: TriggerContext,
  { tags, wanted }: TriggerQuery,
  kinds: readonly KindOfTriggers[],
): Promise<readonly string[]> {
  const found = kinds.flatMap((one) => one.found.map(({ state }) => state));
  const added = compareTriggers(found, describeTriggers(wanted, context)).flatMap((change) =>
    change.action === 'add' ? [change.wanted] : [],
  );
  const statements = newStatements(added);
  if (statements === 0) return [];
  const before = tags === undefined ? 0 : await context.statements.sizeBytes();
  const bytes = before + statements * (statementBytes + 2 * context.aliasArn.length);
  if (bytes <= policyBytes) return [];
  return [
    `triggers: the resource policy of live would have about ${bytes} bytes, Lambda takes ${policyBytes}: start the function by fewer triggers, or remove statements of others`,
  ];
}

/** One for each source that calls the function by itself; schedules and queues are let in by roles. */
function newStatements(added: readonly TriggerState[]): number {
  const sources = added.flatMap(({ type, id, properties }): readonly string[] => {
    switch (type) {
      case 'httpApi':
        return ['httpApi'];
      case 'functionUrl':
        return properties.authType === 'NONE' ? ['functionUrl', 'call by functionUrl'] : [];
      case 'bucket':
        // Notifications of a bucket have one, each rule its own.
        return [properties.isSending === true ? id : id.split(' ').slice(0, 2).join(' ')];
      case 'eventPattern':
      case 'topic':
        return [id];
      default:
        return [];
    }
  });
  return new Set(sources).size;
}
