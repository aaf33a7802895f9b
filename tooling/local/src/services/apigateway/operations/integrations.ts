import type {
  CreateIntegrationRequest,
  DeleteIntegrationRequest,
  GetIntegrationRequest,
  GetIntegrationsRequest,
  GetIntegrationsResponse,
  Integration,
  UpdateIntegrationRequest,
} from '@aws-sdk/client-apigatewayv2';
import type { ApiDocument, IntegrationDocument } from '../api-document.ts';
import { newId } from '../api-store.ts';
import { badRequest, conflict, missing, notFound } from '../apigateway-errors.ts';
import { functionOfUri } from '../http/function-of-uri.ts';
import { changeRouting, existingApi, without, type ApiWorld } from './api-world.ts';
import { page } from './page.ts';
import { pick } from './pick.ts';

export const integrationOperations = (world: ApiWorld) => ({
  async CreateIntegration(input: CreateIntegrationRequest): Promise<Integration> {
    const id = newId(7);
    const integration = { IntegrationType: input.IntegrationType, ...pick(input, kept) };
    checkIntegration(integration);
    await changeRouting(world, input.ApiId, (api) => ({
      integrations: { ...api.integrations, [id]: integration },
    }));
    return show(id, integration);
  },

  async GetIntegration({ ApiId, IntegrationId = '' }: GetIntegrationRequest): Promise<Integration> {
    return show(IntegrationId, existing(existingApi(world, ApiId), IntegrationId));
  },

  async GetIntegrations(input: GetIntegrationsRequest): Promise<GetIntegrationsResponse> {
    const { integrations } = existingApi(world, input.ApiId);
    return page(
      Object.entries(integrations).map(([id, integration]) => show(id, integration)),
      input,
    );
  },

  async UpdateIntegration(input: UpdateIntegrationRequest): Promise<Integration> {
    const { ApiId, IntegrationId = '' } = input;
    await changeRouting(world, ApiId, (api) => {
      const integration = {
        ...existing(api, IntegrationId),
        ...pick(input, kept),
        ...(input.IntegrationType && { IntegrationType: input.IntegrationType }),
      };
      checkIntegration(integration);
      return { integrations: { ...api.integrations, [IntegrationId]: integration } };
    });
    return show(IntegrationId, existing(existingApi(world, ApiId), IntegrationId));
  },

  async DeleteIntegration({
    ApiId,
    IntegrationId = '',
  }: DeleteIntegrationRequest): Promise<object> {
    await changeRouting(world, ApiId, (api) => {
      existing(api, IntegrationId);
      const target = `integrations/${IntegrationId}`;
      const route = Object.values(api.routes).find(({ Target }) => Target === target);
      if (route !== undefined) {
        throw conflict(
          `Cannot delete Integration '${IntegrationId}' since it is referenced by Route '${String(route.RouteKey)}'`,
        );
      }
      return { integrations: without(api.integrations, IntegrationId) };
    });
    return {};
  },
});

const kept = [
  'ConnectionType',
  'Description',
  'IntegrationMethod',
  'IntegrationUri',
  'PayloadFormatVersion',
  'TimeoutInMillis',
] as const satisfies readonly (keyof IntegrationDocument)[];

function show(id: string, integration: IntegrationDocument): Integration {
  return {
    ConnectionType: 'INTERNET',
    IntegrationMethod: 'POST',
    TimeoutInMillis: 30_000,
    ...integration,
    IntegrationId: id,
  };
}

/** @throws AwsError 404 */
function existing({ integrations }: ApiDocument, id: string): IntegrationDocument {
  const integration = Object.hasOwn(integrations, id) ? integrations[id] : undefined;
  if (integration !== undefined) return integration;
  throw notFound(`Invalid Integration identifier specified ${id}`, 'Integration');
}

function checkIntegration(integration: IntegrationDocument): void {
  const { IntegrationType, IntegrationUri, PayloadFormatVersion, ConnectionType } = integration;
  if (IntegrationType !== 'AWS_PROXY') throw missing(`IntegrationType ${String(IntegrationType)}`);
  if (ConnectionType === 'VPC_LINK') throw missing('ConnectionType VPC_LINK');
  if (!['1.0', '2.0'].includes(PayloadFormatVersion ?? '')) {
    throw badRequest(
      PayloadFormatVersion === undefined
        ? 'PayloadFormatVersion is a required parameter for integration'
        : `Invalid PayloadFormatVersion specified: ${PayloadFormatVersion}. Valid values are 1.0 and 2.0`,
    );
  }
  if (functionOfUri(IntegrationUri ?? '', {}) === undefined) {
    throw badRequest(`Invalid function ARN or invalid uri: ${IntegrationUri ?? ''}`);
  }
}
