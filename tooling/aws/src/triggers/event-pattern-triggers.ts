import { DescribeEventBusCommand } from '@aws-sdk/client-eventbridge';
import {
  busArn,
  describeTrigger,
  queueArn,
  type TriggerOf,
  type TriggerState,
} from '@tooling/core';
import { isAwsError } from '../translate-error.ts';
import {
  locateRule,
  readRule,
  removeRule,
  ruleArnOf,
  ruleGrant,
  ruleNameOf,
  writeRule,
  type EventRule,
} from './event-rule.ts';
import { readQueueProblem } from './read-queue.ts';
import type { TriggerContext } from './trigger-context.ts';
import { checkEach, type FoundTrigger, type TriggerKind } from './trigger-kind.ts';

type Declared = TriggerOf<'eventPattern'>;
type Handle = Pick<EventRule, 'busArn' | 'name' | 'arn'>;

const kind = 'event';

/** What AWS keeps, in the words in which it is declared. */
function toDeclared({ busArn: bus, rule, target }: EventRule): Declared {
  return {
    type: 'eventPattern',
    pattern: JSON.parse(rule.EventPattern ?? '{}') as Declared['pattern'],
    bus,
    ...(target?.Input !== undefined && { input: JSON.parse(target.Input) as Declared['input'] }),
    ...(target?.InputPath !== undefined && { inputPath: target.InputPath }),
    retries: {
      maximumRetryAttempts: target?.RetryPolicy?.MaximumRetryAttempts,
      maximumEventAgeInSeconds: target?.RetryPolicy?.MaximumEventAgeInSeconds,
    },
    deadLetter: target?.DeadLetterConfig?.Arn,
    enabled: rule.State !== 'DISABLED',
  };
}

/** @param wanted - what its name says that it is, whatever somebody made of it by hand */
async function toFound(
  context: TriggerContext,
  rule: EventRule,
  wanted: TriggerState | undefined,
): Promise<FoundTrigger<Handle>> {
  const state = describeTrigger(toDeclared(rule), context);
  const { id, title } = wanted ?? state;
  const isAllowed =
    rule.target !== undefined && (await context.statements.isGranted(kind, ruleGrant(rule.arn)));
  const { busArn: bus, name, arn } = rule;
  return {
    state: { ...state, id, title, properties: { ...state.properties, isAllowed } },
    handle: { busArn: bus, name, arn },
  };
}

/** What an interrupted run has left of one: only that the rule may call the function. */
function leftOf(context: TriggerContext, arn: string): FoundTrigger<Handle> {
  const { name, busArn: bus } = locateRule(context, arn);
  const title = `eventPattern by the rule ${name}, which is not there any more`;
  return {
    state: { type: 'eventPattern', id: arn, title, properties: {} },
    handle: { busArn: bus, name, arn },
  };
}

/** In words, where there is no such bus, or none on which we can have rules. */
async function busProblem(
  { clients, place }: TriggerContext,
  bus: string,
): Promise<string | undefined> {
  const client = await clients.events();
  const Name = busArn(bus, place);
  const [, , , region, account] = Name.split(':');
  if (region !== place.region || account !== place.account) {
    return `the event bus ${Name} is of another account or region: have its events sent to a bus of ${place.account} in ${place.region}, and name that one`;
  }
  try {
    await client.send(new DescribeEventBusCommand({ Name: Name.replace(/^.*:event-bus\//, '') }));
    return undefined;
  } catch (error) {
    if (!isAwsError(error, 'ResourceNotFoundException')) throw error;
    return `there is no event bus ${Name}: create it, or correct the name`;
  }
}

/** Rules of EventBridge: each is one trigger's alone, and named by it. */
export const eventPatternTriggers: TriggerKind<Declared, Handle> = {
  async read(context, declared) {
    const arns = [...new Set(await context.statements.sourcesOf(kind))];
    const wanted = new Map(
      declared.map((one) => {
        const state = describeTrigger(one, context);
        const name = ruleNameOf(context, state.id);
        return [ruleArnOf(context, busArn(one.bus ?? 'default', context.place), name), state];
      }),
    );
    const rules = await Promise.all(
      arns.map(async (arn) => {
        const rule = await readRule(context, arn);
        if (rule !== undefined) return toFound(context, rule, wanted.get(arn));
        return wanted.has(arn) ? undefined : leftOf(context, arn);
      }),
    );
    return rules.filter((one) => one !== undefined);
  },

  check: (context, all) =>
    checkEach(all, async ({ bus = 'default', deadLetter }) => [
      bus === 'default' ? undefined : await busProblem(context, bus),
      await readQueueProblem(context, deadLetter),
    ]),

  async write(context, { declared, wanted }) {
    const { pattern, bus = 'default', input, inputPath, retries, deadLetter } = declared;
    await writeRule(context, kind, {
      busArn: busArn(bus, context.place),
      name: ruleNameOf(context, wanted.id),
      pattern: JSON.stringify(pattern),
      enabled: declared.enabled ?? true,
      description: `Starts ${context.functionName}, as its lambda.config.ts says`,
      target: {
        ...(input !== undefined && { Input: JSON.stringify(input) }),
        ...(inputPath !== undefined && { InputPath: inputPath }),
        RetryPolicy: {
          MaximumRetryAttempts: retries?.maximumRetryAttempts ?? 185,
          MaximumEventAgeInSeconds: retries?.maximumEventAgeInSeconds ?? 86_400,
        },
        ...(deadLetter !== undefined && {
          DeadLetterConfig: { Arn: queueArn(deadLetter, context.place) },
        }),
      },
    });
  },

  remove: (context, { handle }) => removeRule(context, kind, handle),
};
