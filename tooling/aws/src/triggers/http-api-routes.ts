import {
  CreateIntegrationCommand,
  CreateRouteCommand,
  DeleteIntegrationCommand,
  DeleteRouteCommand,
  DeleteRouteSettingsCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  UpdateIntegrationCommand,
  UpdateRouteCommand,
  UpdateStageCommand,
  type ApiGatewayV2Client,
  type AuthorizationType,
  type CreateRouteCommandInput,
  type Integration,
  type Route,
} from '@aws-sdk/client-apigatewayv2';
import type { TriggerOf } from '@tooling/core';
import { isAwsError } from '../translate-error.ts';
import { apiStage } from './http-api-domain.ts';
import { readAuthorizers, readStage } from './http-api.ts';
import { listAll } from './list-all.ts';
import type { TriggerContext } from './trigger-context.ts';
import type { TriggerToWrite } from './trigger-kind.ts';

type Declared = TriggerOf<'httpApi'>;

/** Where a route of ours is; the integration is absent where only a permission is left. */
export interface RouteHandle {
  readonly apiId: string;
  readonly integrationId?: string | undefined;
}

const markOf = ({ functionName }: TriggerContext, route: string) => `${functionName}: ${route}`;

/** Ours call `live`, and say whose they are. An integration is one route's alone. */
export const isOurs = (
  { aliasArn, functionName }: TriggerContext,
  { IntegrationUri, Description = '' }: Integration,
): boolean => IntegrationUri === aliasArn && Description.startsWith(`${functionName}: `);

export const readRoutes = (client: ApiGatewayV2Client, ApiId: string): Promise<readonly Route[]> =>
  listAll((NextToken) => client.send(new GetRoutesCommand({ ApiId, NextToken })));

/** None where there is no such API. */
export async function readIntegrations(
  client: ApiGatewayV2Client,
  ApiId: string,
): Promise<readonly Integration[]> {
  try {
    return await listAll((NextToken) =>
      client.send(new GetIntegrationsCommand({ ApiId, NextToken })),
    );
  } catch (error) {
    if (isAwsError(error, 'NotFoundException')) return [];
    throw error;
  }
}

export const targetOf = (integrationId: string | undefined) =>
  `integrations/${integrationId ?? ''}`;

/** Throttling of a route stands in the stage: there, other routes keep theirs. */
async function throttle(
  client: ApiGatewayV2Client,
  ApiId: string,
  { route, throttling }: Pick<Declared, 'route' | 'throttling'>,
): Promise<void> {
  const stage = await readStage(client, ApiId);
  const isThere = stage?.RouteSettings?.[route] !== undefined;
  if (throttling !== undefined) {
    const settings = {
      ThrottlingRateLimit: throttling.rateLimit,
      ThrottlingBurstLimit: throttling.burstLimit,
    };
    await client.send(
      new UpdateStageCommand({ ApiId, StageName: apiStage, RouteSettings: { [route]: settings } }),
    );
  } else if (isThere) {
    const input = { ApiId, StageName: apiStage, RouteKey: route };
    await client.send(new DeleteRouteSettingsCommand(input));
  }
}

/** The integration, with what leads to it. */
export async function writeRoute(
  context: TriggerContext,
  ApiId: string,
  { declared, found }: TriggerToWrite<Declared, RouteHandle>,
): Promise<void> {
  const { route, authorizer, scopes = [], timeout = 30 } = declared;
  const client = await context.clients.apiGateway();
  const integration = {
    ApiId,
    IntegrationType: 'AWS_PROXY' as const,
    IntegrationUri: context.aliasArn,
    PayloadFormatVersion: '2.0',
    TimeoutInMillis: timeout * 1000,
    Description: markOf(context, route),
  };
  const known = found?.handle.integrationId;
  const { IntegrationId } = await (known === undefined
    ? client.send(new CreateIntegrationCommand(integration))
    : client.send(new UpdateIntegrationCommand({ ...integration, IntegrationId: known })));
  const authorizers = await readAuthorizers(client, ApiId);
  const AuthorizationType: AuthorizationType =
    authorizer === undefined ? 'NONE' : authorizer === 'AWS_IAM' ? 'AWS_IAM' : 'JWT';
  await leadTo(client, {
    ApiId,
    RouteKey: route,
    Target: targetOf(IntegrationId),
    AuthorizationType,
    ...(AuthorizationType === 'JWT' && {
      AuthorizerId: authorizers.get(authorizer ?? '')?.AuthorizerId,
    }),
    AuthorizationScopes: [...scopes],
  });
  await throttle(client, ApiId, declared);
  if (known === undefined) await removeSeconds(context, ApiId, { route, IntegrationId });
}

/** Also a route that another function of ours gives up: it is there until that one is deployed. */
async function leadTo(client: ApiGatewayV2Client, input: CreateRouteCommandInput): Promise<void> {
  const { ApiId = '', RouteKey } = input;
  const find = async () =>
    (await readRoutes(client, ApiId)).find((one) => one.RouteKey === RouteKey)?.RouteId;
  const RouteId = await find();
  if (RouteId !== undefined) {
    // Left out, an update keeps the authorizer.
    await client.send(new UpdateRouteCommand({ AuthorizerId: '', ...input, RouteId }));
    return;
  }
  try {
    await client.send(new CreateRouteCommand(input));
  } catch (error) {
    // The answer to our own first request was lost, or another deploy made it at this moment.
    if (!isAwsError(error, 'ConflictException')) throw error;
    await client.send(new UpdateRouteCommand({ ...input, RouteId: await find() }));
  }
}

/** Where the answer was lost, AWS has made one before: nothing guards against that. */
async function removeSeconds(
  context: TriggerContext,
  ApiId: string,
  made: { readonly route: string; readonly IntegrationId: string | undefined },
): Promise<void> {
  const client = await context.clients.apiGateway();
  const mark = markOf(context, made.route);
  for (const one of await readIntegrations(client, ApiId)) {
    const { IntegrationId, Description } = one;
    if (IntegrationId === made.IntegrationId || Description !== mark) continue;
    if (!isOurs(context, one)) continue;
    await ifThere(client.send(new DeleteIntegrationCommand({ ApiId, IntegrationId })));
  }
}

async function ifThere(sending: Promise<unknown>): Promise<void> {
  try {
    await sending;
  } catch (error) {
    if (!isAwsError(error, 'NotFoundException')) throw error;
  }
}

/** Only what still leads to this integration: another function of ours may have taken the route over. */
export async function removeRoute(
  client: ApiGatewayV2Client,
  ApiId: string,
  IntegrationId: string,
): Promise<void> {
  const routes = await readRoutes(client, ApiId);
  for (const { RouteId, RouteKey = '', Target } of routes) {
    if (Target !== targetOf(IntegrationId)) continue;
    await throttle(client, ApiId, { route: RouteKey });
    await ifThere(client.send(new DeleteRouteCommand({ ApiId, RouteId })));
  }
  await ifThere(client.send(new DeleteIntegrationCommand({ ApiId, IntegrationId })));
}
