import {
  DeleteRuleCommand,
  DescribeRuleCommand,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  type DescribeRuleCommandOutput,
  type Target,
} from '@aws-sdk/client-eventbridge';
import { fingerprint, ownershipTags, UserError } from '@tooling/core';
import { isAwsError } from '../translate-error.ts';
import type { Grant } from './policy-statements.ts';
import type { TriggerContext } from './trigger-context.ts';

/** A rule that calls `live` and nothing else. */
export interface EventRule {
  /** ARN of its bus. */
  readonly busArn: string;
  readonly name: string;
  /** ARN of the rule. */
  readonly arn: string;
  readonly rule: DescribeRuleCommandOutput;
  /** Absent where an interrupted run has made the rule and not its target. */
  readonly target?: Target | undefined;
}

/** What a rule shall be. */
export interface WantedRule {
  readonly busArn: string;
  readonly name: string;
  /** JSON. */
  readonly pattern: string;
  readonly enabled: boolean;
  readonly description: string;
  readonly target: Omit<Target, 'Id' | 'Arn'>;
}

const busNameOf = (busArn: string): string => busArn.replace(/^.*:event-bus\//, '');

/** One that is found again: 64 characters at most, the function's name as far as there is room for it. */
export const ruleNameOf = ({ functionName }: TriggerContext, id: string): string =>
  `${functionName.slice(0, 51)}-${fingerprint([functionName, id]).slice(0, 12)}`;

/** ARNs of rules on the default bus name no bus. */
export function ruleArnOf({ place }: TriggerContext, busArn: string, name: string): string {
  const bus = busNameOf(busArn);
  const path = bus === 'default' ? name : `${bus}/${name}`;
  return `arn:${place.partition}:events:${place.region}:${place.account}:rule/${path}`;
}

export const ruleGrant = (SourceArn: string): Grant => ({
  Action: 'lambda:InvokeFunction',
  Principal: 'events.amazonaws.com',
  SourceArn,
});

/** Of a rule by its ARN: where it is. */
export function locateRule({ place }: TriggerContext, ruleArn: string) {
  const parts = ruleArn.replace(/^.*:rule\//, '').split('/');
  const name = parts.at(-1) ?? '';
  const bus = parts.length === 1 ? 'default' : parts.slice(0, -1).join('/');
  const busArn = `arn:${place.partition}:events:${place.region}:${place.account}:event-bus/${bus}`;
  return { name, busArn };
}

const isMissing = (error: unknown) => isAwsError(error, 'ResourceNotFoundException');

/** Reads a rule of ours; undefined where it is not there. */
export async function readRule(
  context: TriggerContext,
  ruleArn: string,
): Promise<EventRule | undefined> {
  const { name: Name, busArn } = locateRule(context, ruleArn);
  const client = await context.clients.events();
  try {
    const EventBusName = busNameOf(busArn);
    const [rule, { Targets = [] }] = await Promise.all([
      client.send(new DescribeRuleCommand({ Name, EventBusName })),
      client.send(new ListTargetsByRuleCommand({ Rule: Name, EventBusName })),
    ]);
    const target = Targets.find(({ Arn }) => Arn === context.aliasArn);
    return { busArn, name: Name, arn: ruleArn, rule, target };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

const targetId = 'live';

/** Makes a rule what it shall be, and lets it call `live`: the permission first. */
export async function writeRule(
  context: TriggerContext,
  kind: string,
  { busArn, name: Name, pattern, enabled, description, target }: WantedRule,
): Promise<void> {
  const client = await context.clients.events();
  const EventBusName = busNameOf(busArn);
  await context.statements.grant(kind, ruleGrant(ruleArnOf(context, busArn, Name)));
  const tags = Object.entries(ownershipTags(context.ownership));
  const isThere = await client.send(new DescribeRuleCommand({ Name, EventBusName })).then(
    () => true,
    (error: unknown) => {
      if (isMissing(error)) return false;
      throw error;
    },
  );
  await client.send(
    new PutRuleCommand({
      Name,
      EventBusName,
      EventPattern: pattern,
      State: enabled ? 'ENABLED' : 'DISABLED',
      Description: description,
      // AWS takes tags only of a rule that is new.
      ...(!isThere && { Tags: tags.map(([Key, Value]) => ({ Key, Value })) }),
    }),
  );
  const { FailedEntries = [] } = await client.send(
    new PutTargetsCommand({
      Rule: Name,
      EventBusName,
      Targets: [{ Id: targetId, Arn: context.aliasArn, ...target }],
    }),
  );
  const [failed] = FailedEntries;
  if (failed === undefined) return;
  const { ErrorCode = 'error', ErrorMessage = '' } = failed;
  throw new UserError('AWS_REFUSED', `PutTargets: ${ErrorCode}: ${ErrorMessage}`);
}

/** Targets that others added to it stay, and the rule with them. */
export async function removeRule(
  context: TriggerContext,
  kind: string,
  { busArn, name: Name, arn }: Pick<EventRule, 'busArn' | 'name' | 'arn'>,
): Promise<void> {
  const client = await context.clients.events();
  const EventBusName = busNameOf(busArn);
  try {
    await client.send(new RemoveTargetsCommand({ Rule: Name, EventBusName, Ids: [targetId] }));
    const { Targets = [] } = await client.send(
      new ListTargetsByRuleCommand({ Rule: Name, EventBusName }),
    );
    if (Targets.length === 0) await client.send(new DeleteRuleCommand({ Name, EventBusName }));
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  await context.statements.revoke(kind, ruleGrant(arn));
}
