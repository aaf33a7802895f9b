import { busArn, busNameOf, ruleArn } from '../../services/events/events-documents.ts';
import type { ActionInput, Surroundings } from '../needed-action.ts';
import {
  all,
  having,
  knowing,
  passRole,
  serviceRules,
  simple,
  tagging,
  textOf,
} from '../service-rules.ts';

type Entries = readonly ActionInput[] | undefined;

const ofRule = (input: ActionInput, at: Surroundings) =>
  ruleArn(at, {
    name: textOf(input.Name ?? input.Rule),
    busName: busNameOf(textOf(input.EventBusName) || undefined),
  });

const ofBus = (input: ActionInput, at: Surroundings) =>
  busArn(at, busNameOf(textOf(input.Name) || undefined));

const ofBuses = ({ Entries: entries }: ActionInput, at: Surroundings) => [
  ...new Set(
    ((entries ?? []) as NonNullable<Entries>).map(({ EventBusName }) =>
      busArn(at, busNameOf(textOf(EventBusName) || undefined)),
    ),
  ),
];

const anyRule = (_input: ActionInput, at: Surroundings) =>
  ruleArn(at, { name: '*', busName: 'default' });
const ofTagged = ({ ResourceARN }: ActionInput) => textOf(ResourceARN);
const rolesOf = ({ Targets }: ActionInput) =>
  ((Targets ?? []) as NonNullable<Entries>).map(({ RoleArn }) => RoleArn);

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html */
export const eventsRules = serviceRules(
  'events',
  [
    [
      ofRule,
      [
        'DeleteRule',
        'DescribeRule',
        'DisableRule',
        'EnableRule',
        'ListTargetsByRule',
        'RemoveTargets',
      ],
    ],
    [ofBus, ['DeleteEventBus', 'DescribeEventBus']],
    [ofBuses, ['PutEvents']],
    [anyRule, ['ListRuleNamesByTarget', 'ListRules']],
    [ofTagged, ['ListTagsForResource', 'UntagResource']],
    ['*', ['ListEventBuses', 'PutPermission', 'RemovePermission', 'TestEventPattern']],
  ],
  {
    PutRule: all(
      tagging(simple('events:PutRule', ofRule)),
      passRole(({ RoleArn }) => RoleArn, 'events.amazonaws.com'),
      having('Tags', tagging(simple('events:TagResource', ofRule))),
    ),
    PutTargets: all(
      knowing(simple('events:PutTargets', ofRule), ({ Targets }) => ({
        'events:TargetArn': ((Targets ?? []) as NonNullable<Entries>).map(({ Arn }) => textOf(Arn)),
      })),
      passRole(rolesOf, 'events.amazonaws.com'),
    ),
    CreateEventBus: all(
      tagging(simple('events:CreateEventBus', ofBus)),
      having('Tags', tagging(simple('events:TagResource', ofBus))),
    ),
    TagResource: tagging(simple('events:TagResource', ofTagged)),
  },
);
