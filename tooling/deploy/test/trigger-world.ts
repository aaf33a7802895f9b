import {
  GetApiMappingsCommand,
  GetApisCommand,
  GetAuthorizersCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStagesCommand,
} from '@aws-sdk/client-apigatewayv2';
import { ListRulesCommand, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';
import { GetRolePolicyCommand, ListRolesCommand } from '@aws-sdk/client-iam';
import {
  GetFunctionUrlConfigCommand,
  GetPolicyCommand,
  ListEventSourceMappingsCommand,
  ListFunctionsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import { GetBucketNotificationConfigurationCommand } from '@aws-sdk/client-s3';
import { GetScheduleCommand, ListSchedulesCommand } from '@aws-sdk/client-scheduler';
import { GetSubscriptionAttributesCommand, ListSubscriptionsCommand } from '@aws-sdk/client-sns';
import { startStage, type TestStage } from './stage.ts';
import {
  buckets,
  buses,
  createTriggerClients,
  domain,
  furnish,
  type TriggerClients,
} from './furnish-triggers.ts';

/** A local AWS with queues, topics, a bus, buckets and a domain that functions can be started by. */
export interface TriggerWorld extends AsyncDisposable {
  readonly stage: TestStage;
  readonly clients: TriggerClients;
  /**
   * All that starts functions, of whomever it is: a line each, without ids and times, sorted.
   *
   * @param names - of the parts to look at; all when left out
   */
  describe(names?: readonly Part[]): Promise<readonly string[]>;
}

export async function startTriggerWorld(): Promise<TriggerWorld> {
  const stage = await startStage();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const options = { endpoint: stage.aws.url, region: stage.aws.region, credentials };
  const clients = createTriggerClients(options);
  await furnish(clients);
  return {
    stage,
    clients,
    async describe(names = Object.keys(parts) as readonly Part[]) {
      const lines = await Promise.all(names.map((name) => parts[name](clients)));
      return lines.flat().sort();
    },
    async [Symbol.asyncDispose]() {
      for (const client of Object.values(clients) as { destroy(): void }[]) client.destroy();
      await stage[Symbol.asyncDispose]();
    },
  };
}

const line = (kind: string, ...parts: readonly unknown[]) =>
  [kind, ...parts.map((part) => (typeof part === 'string' ? part : JSON.stringify(part)))].join(
    ' ',
  );

async function ifThere<Value>(reading: Promise<Value>): Promise<Value | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

const functionsOf = async ({ lambda }: TriggerClients) =>
  ((await lambda.send(new ListFunctionsCommand({}))).Functions ?? []).flatMap(
    ({ FunctionName }) => FunctionName ?? [],
  );

/** Of APIs only as much as their kind: their ids are others in each run. */
async function statements(clients: TriggerClients): Promise<readonly string[]> {
  const all = (await functionsOf(clients)).map(async (FunctionName) => {
    const input = { FunctionName, Qualifier: 'live' };
    const { Policy = '{}' } =
      (await ifThere(clients.lambda.send(new GetPolicyCommand(input)))) ?? {};
    const { Statement = [] } = JSON.parse(Policy) as {
      Statement?: { Sid: string; Principal: unknown; Action: unknown; Condition?: unknown }[];
    };
    return Statement.map(({ Sid, Principal, Action, Condition }) =>
      line(
        'statement',
        FunctionName,
        Sid.startsWith('lambda-deploy-') ? 'ours' : Sid,
        Principal,
        Action,
        JSON.stringify(Condition ?? {}).replace(/(execute-api:[^:]+:\d+:)\w+/, '$1ID'),
      ),
    );
  });
  return (await Promise.all(all)).flat();
}

async function mappings({ lambda }: TriggerClients): Promise<readonly string[]> {
  const { EventSourceMappings = [] } = await lambda.send(new ListEventSourceMappingsCommand({}));
  return EventSourceMappings.filter(({ State }) => State !== 'Deleting').map(
    ({ UUID: _, EventSourceMappingArn: __, LastModified: ___, State, ...rest }) =>
      line('mapping', State?.startsWith('Disabl') === true ? 'off' : 'on', rest),
  );
}

async function urls(clients: TriggerClients): Promise<readonly string[]> {
  const all = (await functionsOf(clients)).map(async (FunctionName) => {
    const input = { FunctionName, Qualifier: 'live' };
    const found = await ifThere(clients.lambda.send(new GetFunctionUrlConfigCommand(input)));
    if (found === undefined) return [];
    const { AuthType, Cors, InvokeMode } = found;
    return [line('url', FunctionName, { AuthType, Cors, InvokeMode })];
  });
  return (await Promise.all(all)).flat();
}

async function apis({ api }: TriggerClients): Promise<readonly string[]> {
  const { Items: found = [] } = await api.send(new GetApisCommand({}));
  const { Items: paths = [] } = await api.send(new GetApiMappingsCommand({ DomainName: domain }));
  const all = found.map(async ({ ApiId, Name = '', CorsConfiguration, Tags }) => {
    const [routes, integrations, authorizers, stages] = await Promise.all([
      api.send(new GetRoutesCommand({ ApiId })),
      api.send(new GetIntegrationsCommand({ ApiId })),
      api.send(new GetAuthorizersCommand({ ApiId })),
      api.send(new GetStagesCommand({ ApiId })),
    ]);
    const uris = new Map(
      (integrations.Items ?? []).map((one) => [`integrations/${one.IntegrationId ?? ''}`, one]),
    );
    const names = new Map(
      (authorizers.Items ?? []).map((one) => [one.AuthorizerId ?? '', one.Name]),
    );
    return [
      line('api', Name, { CorsConfiguration, Tags }),
      ...(routes.Items ?? []).map(
        ({ RouteKey, Target = '', AuthorizerId, AuthorizationType, ...rest }) =>
          line('route', RouteKey, uris.get(Target)?.IntegrationUri, AuthorizationType, {
            authorizer: names.get(AuthorizerId ?? ''),
            scopes: rest.AuthorizationScopes,
          }),
      ),
      ...(integrations.Items ?? []).map(({ IntegrationId: _, ...rest }) =>
        line('integration', rest),
      ),
      ...(authorizers.Items ?? []).map(({ AuthorizerId: _, ...rest }) => line('authorizer', rest)),
      ...(stages.Items ?? []).map(
        ({ StageName, DefaultRouteSettings, RouteSettings, AccessLogSettings }) =>
          line('stage', StageName, { DefaultRouteSettings, RouteSettings, AccessLogSettings }),
      ),
      ...paths
        .filter((one) => one.ApiId === ApiId)
        .map(({ ApiMappingKey, Stage }) => line('domain', domain, { ApiMappingKey, Stage })),
    ];
  });
  return (await Promise.all(all)).flat();
}

async function rules({ events }: TriggerClients): Promise<readonly string[]> {
  const all = buses.map(async (EventBusName) => {
    const { Rules = [] } = await events.send(new ListRulesCommand({ EventBusName }));
    const lines = Rules.map(async ({ Name = '', EventPattern, State }) => {
      const input = { Rule: Name, EventBusName };
      const { Targets = [] } = await events.send(new ListTargetsByRuleCommand(input));
      return [
        line('rule', EventBusName, Name, { EventPattern, State }),
        ...Targets.map((target) => line('target', EventBusName, Name, target)),
      ];
    });
    return (await Promise.all(lines)).flat();
  });
  return (await Promise.all(all)).flat();
}

async function notifications({ s3 }: TriggerClients): Promise<readonly string[]> {
  const all = buckets.map(async (Bucket) => {
    const input = new GetBucketNotificationConfigurationCommand({ Bucket });
    const { $metadata: _, EventBridgeConfiguration, ...found } = await s3.send(input);
    return [
      ...Object.values(found)
        .flat()
        .map((one) => line('notification', Bucket, one)),
      ...(EventBridgeConfiguration === undefined ? [] : [line('sending', Bucket)]),
    ];
  });
  return (await Promise.all(all)).flat();
}

async function subscriptions({ sns }: TriggerClients): Promise<readonly string[]> {
  const { Subscriptions = [] } = await sns.send(new ListSubscriptionsCommand({}));
  const all = Subscriptions.map(async ({ SubscriptionArn, TopicArn, Endpoint }) => {
    const { Attributes = {} } = await sns.send(
      new GetSubscriptionAttributesCommand({ SubscriptionArn }),
    );
    const { FilterPolicy, FilterPolicyScope, RedrivePolicy } = Attributes;
    return line('subscription', TopicArn, Endpoint, {
      FilterPolicy,
      FilterPolicyScope,
      RedrivePolicy,
    });
  });
  return Promise.all(all);
}

async function schedules({ scheduler }: TriggerClients): Promise<readonly string[]> {
  const { Schedules = [] } = await scheduler.send(new ListSchedulesCommand({}));
  const all = Schedules.map(async ({ Name, GroupName }) => {
    const found = await scheduler.send(new GetScheduleCommand({ Name, GroupName }));
    const { $metadata: _, Arn: __, CreationDate: ___, LastModificationDate: ____, ...rest } = found;
    return line('schedule', rest);
  });
  return Promise.all(all);
}

/** Those by which schedules call functions, with what they may do. */
async function roles({ iam }: TriggerClients): Promise<readonly string[]> {
  const { Roles = [] } = await iam.send(new ListRolesCommand({}));
  const all = Roles.filter(({ RoleName = '' }) => RoleName.endsWith('-schedule')).map(
    async ({ RoleName }) => {
      const { PolicyDocument = '' } = await iam.send(
        new GetRolePolicyCommand({ RoleName, PolicyName: 'invoke' }),
      );
      return line('role', RoleName, decodeURIComponent(PolicyDocument));
    },
  );
  return Promise.all(all);
}

const parts = {
  apis,
  mappings,
  notifications,
  roles,
  rules,
  schedules,
  statements,
  subscriptions,
  urls,
} satisfies Record<string, (clients: TriggerClients) => Promise<readonly string[]>>;

export type Part = keyof typeof parts;
