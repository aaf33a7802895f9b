import type { ExecutionRole, ReadableReference } from './execution-role.ts';
import { fingerprint } from './fingerprint.ts';
import { defaultLogGroup } from './log-group.ts';
import { referenceArn } from './reference-arn.ts';
import type { FunctionAttributes, FunctionSettings } from './function-settings.ts';
import { readSources } from './triggers/source-policy.ts';

/** One statement of an IAM policy, in IAM's words. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, unknown>>;
}

/** What ARNs are made of. */
export interface PolicyPlace {
  /** `aws` nearly everywhere; GovCloud, China and the European sovereign cloud have their own. */
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** What a role's policy follows from. */
export interface PolicySubject {
  readonly functionName: string;
  readonly settings: FunctionSettings;
  readonly attributes: FunctionAttributes;
  readonly executionRole?: ExecutionRole | undefined;
}

/**
 * The least that a function of these settings needs, whoever declared them, each only where they ask for it, and
 * what `permissions` say.
 */
export function executionPolicy(
  subject: PolicySubject,
  place: PolicyPlace,
): readonly PolicyStatement[] {
  const { settings, attributes, executionRole } = subject;
  const { onSuccess, onFailure } = attributes.asyncInvocation ?? {};
  const targets = [
    ['SendDeadLetter', settings.deadLetter?.targetArn],
    ['SendSuccess', onSuccess],
    ['SendFailure', onFailure],
  ] as const;
  return [
    writeLog(settings.logging?.logGroup ?? defaultLogGroup(subject.functionName), place),
    ...(settings.tracing === 'Active' ? [trace] : []),
    ...(settings.vpc && settings.vpc.subnetIds.length > 0 ? [joinNetwork] : []),
    ...targets.flatMap(([sid, arn]) => (arn ? [send(arn, sid)] : [])),
    ...(settings.kmsKeyArn ? decrypt([settings.kmsKeyArn], 'Environment') : []),
    ...(settings.fileSystems ?? []).map(({ arn }) => mount(arn)),
    ...readReferences(executionRole?.reads ?? [], place),
    ...readSources(executionRole?.sources ?? [], place),
    ...(executionRole?.permissions ?? []).map(({ actions, resources, conditions }, index) => ({
      ...allow(`Permission${index + 1}`, actions, resources),
      ...(conditions && { Condition: conditions }),
    })),
  ];
}

/** Whether a role's policy follows from a field of the configuration, or from a part of it. */
export const isPolicyField = (field: string): boolean =>
  policyFields.some((one) => field === one || field.startsWith(`${one}.`));

const policyFields: readonly string[] = [
  'tracing',
  'logging.logGroup',
  'vpc',
  'deadLetter',
  'kmsKeyArn',
  'fileSystems',
  'asyncInvocation',
];

/**
 * Whether a statement stays in a role although nothing that is wanted asks for it: what older
 * versions may need yet, and destinations that are kept because nobody declares them any more.
 */
export function isKeptStatement(
  { Sid: sid, Action: actions }: Partial<Pick<PolicyStatement, 'Sid' | 'Action'>>,
  { asyncInvocation }: FunctionAttributes,
): boolean {
  if (sid === trace.Sid || sid === joinNetwork.Sid) return true;
  // The log group of an earlier version, whatever a wider policy had to call the statement.
  if (JSON.stringify(actions) === JSON.stringify(logActions)) return true;
  return asyncInvocation === undefined && (sid === 'SendSuccess' || sid === 'SendFailure');
}

/**
 * Fingerprint of what is declared of a role and stands in no other field; absent where nothing is.
 * Whatever follows from the settings is seen when they change.
 */
export function policyHash({
  permissions,
  reads,
  sources = [],
  permissionsBoundary: boundary,
}: ExecutionRole): string | undefined {
  const isNothing = permissions.length + reads.length + sources.length === 0;
  if (isNothing && boundary === undefined) return undefined;
  return fingerprint({ permissions, reads, boundary, ...(sources.length > 0 && { sources }) });
}

const allow = (
  Sid: string,
  Action: readonly string[],
  Resource: readonly string[],
): PolicyStatement => ({ Sid, Effect: 'Allow', Action, Resource });

const logActions = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];

function writeLog(name: string, { partition, region }: PolicyPlace): PolicyStatement {
  const logGroup = `arn:${partition}:logs:${region}:*:log-group:${name}`;
  return allow('Log', logActions, [logGroup, `${logGroup}:*`]);
}

const trace = allow('Trace', ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], ['*']);

// https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
const joinNetwork = allow(
  'Network',
  [
    'ec2:AssignPrivateIpAddresses',
    'ec2:CreateNetworkInterface',
    'ec2:DeleteNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSubnets',
    'ec2:UnassignPrivateIpAddresses',
  ],
  ['*'],
);

const sendActions: Readonly<Record<string, string>> = {
  events: 'events:PutEvents',
  lambda: 'lambda:InvokeFunction',
  sns: 'sns:Publish',
  sqs: 'sqs:SendMessage',
};

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
function send(arn: string, sid: string): PolicyStatement {
  const action = sendActions[arn.split(':')[2] ?? ''];
  if (action !== undefined) return allow(sid, [action], [arn]);
  return allow(sid, ['s3:ListBucket', 's3:PutObject'], [arn, `${arn}/*`]);
}

/**
 * As a resource, an alias stands for itself and not for its key: the key is told by the aliases that it has.
 * https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
 */
function decrypt(keys: readonly string[], sid: string): readonly PolicyStatement[] {
  const named = keys.filter((arn) => !aliasPattern.test(arn));
  const aliases = keys.flatMap((arn) => {
    const [, place = '', alias = ''] = aliasPattern.exec(arn) ?? [];
    return alias === '' ? [] : [{ place, alias }];
  });
  const byPlace = [...Map.groupBy(aliases, ({ place }) => place)];
  return [
    ...(named.length === 0 ? [] : [allow(`Decrypt${sid}`, ['kms:Decrypt'], named)]),
    ...byPlace.map(([place, some], index) => ({
      ...allow(`Decrypt${sid}Alias${index + 1}`, ['kms:Decrypt'], [`${place}key/*`]),
      Condition: {
        'ForAnyValue:StringEquals': { 'kms:ResourceAliases': some.map(({ alias }) => alias) },
      },
    })),
  ];
}

const aliasPattern = /^(arn:[^:]*:kms:[^:]*:[^:]*:)(alias\/.+)$/;

/** The file system itself is in no configuration: its access point limits it. */
const mount = (accessPoint: string): PolicyStatement => ({
  ...allow('Mount', ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'], ['*']),
  Condition: { StringEquals: { 'elasticfilesystem:AccessPointArn': accessPoint } },
});

function readReferences(
  reads: readonly ReadableReference[],
  place: PolicyPlace,
): readonly PolicyStatement[] {
  const arnsOf = (kind: ReadableReference['kind']) =>
    reads.filter((one) => one.kind === kind).map((one) => referenceArn(one, place));
  const parameters = arnsOf('parameter');
  const secrets = arnsOf('secret');
  const keys = [...new Set(reads.flatMap(({ kmsKeyArn }) => kmsKeyArn ?? []))];
  return [
    ...(parameters.length === 0
      ? []
      : [allow('Parameters', ['ssm:GetParameter', 'ssm:GetParameters'], parameters)]),
    ...(secrets.length === 0 ? [] : [allow('Secrets', ['secretsmanager:GetSecretValue'], secrets)]),
    ...decrypt(keys, 'References'),
  ];
}
