import type {
  CreateDomainNameRequest,
  DeleteDomainNameRequest,
  DomainName as ShownDomainName,
  GetDomainNameRequest,
  GetDomainNamesRequest,
  GetDomainNamesResponse,
  UpdateDomainNameRequest,
} from '@aws-sdk/client-apigatewayv2';
import type { RequestContext } from '../../../service.ts';
import type { DomainNameDocument } from '../api-document.ts';
import { badRequest, conflict, notFound } from '../apigateway-errors.ts';
import type { ApiWorld } from './api-world.ts';
import { page } from './page.ts';
import { pick } from './pick.ts';

export const domainNameOperations = (world: ApiWorld) => ({
  async CreateDomainName(
    input: CreateDomainNameRequest,
    context: RequestContext,
  ): Promise<ShownDomainName> {
    const { DomainName: name = '', Tags: tags = {} } = input;
    if (!/^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(name)) {
      throw badRequest(`Invalid domain name specified: ${name}`);
    }
    if ((input.DomainNameConfigurations ?? []).length === 0) {
      throw badRequest('DomainNameConfigurations must have one configuration');
    }
    await world.domainNames.change(name, (before) => {
      if (before !== undefined) throw conflict('The domain name you provided already exists.');
      return { settings: pick(input, kept), tags, mappings: {} };
    });
    return show(name, existingDomainName(world, name), context);
  },

  async GetDomainName(
    { DomainName: name = '' }: GetDomainNameRequest,
    context: RequestContext,
  ): Promise<ShownDomainName> {
    return show(name, existingDomainName(world, name), context);
  },

  async GetDomainNames(
    input: GetDomainNamesRequest,
    context: RequestContext,
  ): Promise<GetDomainNamesResponse> {
    return page(
      world.domainNames.list().map(([name, document]) => show(name, document, context)),
      input,
    );
  },

  async UpdateDomainName(
    input: UpdateDomainNameRequest,
    context: RequestContext,
  ): Promise<ShownDomainName> {
    const { DomainName: name = '' } = input;
    await world.domainNames.change(name, () => {
      const before = existingDomainName(world, name);
      return { ...before, settings: { ...before.settings, ...pick(input, kept) } };
    });
    return show(name, existingDomainName(world, name), context);
  },

  async DeleteDomainName({ DomainName: name = '' }: DeleteDomainNameRequest): Promise<object> {
    existingDomainName(world, name);
    await world.domainNames.change(name, () => undefined);
    return {};
  },
});

const kept = ['DomainNameConfigurations'] as const;

/** @throws AwsError 404 */
export function existingDomainName(world: ApiWorld, name: string): DomainNameDocument {
  const document = world.domainNames.get(name);
  if (document !== undefined) return document;
  throw notFound('Invalid domain name identifier specified', 'DomainName');
}

function show(
  name: string,
  { settings, tags }: DomainNameDocument,
  { region, accountId }: RequestContext,
): ShownDomainName {
  return {
    ApiMappingSelectionExpression: '$request.basepath',
    DomainName: name,
    DomainNameArn: `arn:aws:apigateway:${region}:${accountId}:/domainnames/${name}`,
    DomainNameConfigurations: (settings.DomainNameConfigurations ?? []).map((configuration) => ({
      ApiGatewayDomainName: `d-${Buffer.from(name).toString('hex').slice(0, 10)}.execute-api.${region}.amazonaws.com`,
      EndpointType: 'REGIONAL',
      SecurityPolicy: 'TLS_1_2',
      DomainNameStatus: 'AVAILABLE',
      ...configuration,
    })),
    RoutingMode: 'API_MAPPING_ONLY',
    Tags: { ...tags },
  };
}
