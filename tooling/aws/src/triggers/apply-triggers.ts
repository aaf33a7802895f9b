import { TagResourceCommand } from '@aws-sdk/client-lambda';
import {
  applyingMark,
  compareTriggers,
  describeApi,
  describeFailure,
  describeTrigger,
  describeTriggers,
  memoryTagKeys,
  placeOf,
  triggerTypesOf,
  UserError,
  type FunctionChange,
  type TriggerChange,
  type TriggerState,
} from '@tooling/core';
import type { AwsClients } from '../clients.ts';
import { translateError } from '../translate-error.ts';
import { findTriggers, type KindOfTriggers } from './find-triggers.ts';
import { createPolicyStatements } from './policy-statements.ts';
import { contextOf, type TriggerContext } from './trigger-context.ts';
import type { DeclaredTrigger } from './trigger-kind.ts';

type Tags = Readonly<Record<string, string>>;

/** Whether a change has anything to do with triggers. */
const changesTriggers = ({ action, changes, triggers }: FunctionChange): boolean =>
  action === 'create'
    ? triggers.triggers.length > 0
    : changes.some(({ field, trigger }) => trigger !== undefined || field === 'triggers');

/**
 * Brings the triggers that we make for a function to what is wanted, all of them on `live`: first what
 * is new, then what is not wanted any more. One that fails keeps none of the others. What others set up
 * is neither changed nor removed. Where one that is new could not be set, the old ones of its type stay:
 * they may be what it takes the place of.
 *
 * @throws UserError TRIGGER_FAILED with everything that failed
 */
export async function applyTriggers(
  clients: AwsClients,
  change: FunctionChange,
  { arn, tags }: { readonly arn: string; readonly tags: Tags },
): Promise<void> {
  const { functionName, triggers: wanted, ownership, settings } = change;
  if (!changesTriggers(change)) return;
  await mark(clients, change, { arn, tags });
  const place = placeOf(arn);
  const owner = { functionName, place, ownership, role: wanted.role, timeout: settings.timeout };
  const context = contextOf(clients, owner, createPolicyStatements(clients, functionName));
  const kinds = await findTriggers(context, triggerTypesOf(tags, wanted), wanted);
  const live = kinds.flatMap(({ found }) => found.map(({ state }) => state));
  const changes = compareTriggers(live, describeTriggers(wanted, context));
  const problems = await carryOutAll(context, kinds, changes);
  if (problems.length === 0) return;
  throw new UserError(
    'TRIGGER_FAILED',
    `${functionName}: ${problems.length} of ${Math.max(changes.length, problems.length)} triggers could not be set`,
    { subject: functionName, problems },
  );
}

const signs = { add: '+', change: '~', remove: '-' } as const;

/** @returns what failed, in words */
async function carryOutAll(
  context: TriggerContext,
  kinds: readonly KindOfTriggers[],
  changes: readonly TriggerChange[],
): Promise<readonly string[]> {
  const problems: string[] = [];
  const incomplete = new Set<TriggerState['type']>();
  for (const one of changes) {
    const { title, type } = one.action === 'remove' ? one.live : one.wanted;
    const named = `${signs[one.action]} ${title}`;
    if (one.action === 'remove' && incomplete.has(type)) {
      problems.push(`${named}: is left, for what takes its place is not there`);
      continue;
    }
    const message = await failureOf(() => carryOut(context, kinds, one));
    if (message === undefined) continue;
    if (one.action === 'add') incomplete.add(type);
    problems.push(`${named}: ${message}`);
  }
  for (const { type, kind, declared } of kinds) {
    const message = await failureOf(async () => kind.tidy?.(context, declared));
    if (message !== undefined) problems.push(`${type}: ${message}`);
  }
  return problems;
}

async function failureOf(work: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    const { message, hint } = describeFailure(translateError(error));
    // What we refuse ourselves comes with what to do; of what AWS refuses its own words tell.
    return error instanceof UserError ? `${message}: ${hint}` : message;
  }
}

/** Before the first write: if this run dies, whoever comes next has to look at what it left. */
async function mark(
  { lambda }: AwsClients,
  { triggers: wanted }: FunctionChange,
  { arn: Resource, tags }: { readonly arn: string; readonly tags: Tags },
): Promise<void> {
  const text = applyingMark(tags, wanted);
  if (tags[memoryTagKeys.triggers] === text) return;
  await lambda.send(new TagResourceCommand({ Resource, Tags: { [memoryTagKeys.triggers]: text } }));
}

async function carryOut(
  context: TriggerContext,
  kinds: readonly KindOfTriggers[],
  change: TriggerChange,
): Promise<void> {
  const { type, id } = change.action === 'remove' ? change.live : change.wanted;
  const of = kinds.find((one) => one.type === type);
  const found = of?.found.find(({ state }) => state.id === id);
  if (of === undefined) throw new Error(`${type} was not read`);
  if (change.action === 'remove') {
    if (found !== undefined) await of.kind.remove(context, found);
    return;
  }
  const declared = of.declared.find((one) => describeDeclared(one, context).id === id);
  if (declared === undefined) throw new Error(`${id} is not declared`);
  await of.kind.write(context, { declared, wanted: change.wanted, found });
}

const describeDeclared = (declared: DeclaredTrigger, context: TriggerContext): TriggerState =>
  declared.type === 'api' ? describeApi(declared) : describeTrigger(declared, context);
