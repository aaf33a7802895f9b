import type {
  ApiMapping,
  CreateApiMappingRequest,
  DeleteApiMappingRequest,
  GetApiMappingRequest,
  GetApiMappingsRequest,
  GetApiMappingsResponse,
  UpdateApiMappingRequest,
} from '@aws-sdk/client-apigatewayv2';
import type { DomainNameDocument, MappingDocument } from '../api-document.ts';
import { newId } from '../api-store.ts';
import { conflict, notFound } from '../apigateway-errors.ts';
import { existingApi, without, type ApiWorld } from './api-world.ts';
import { existingDomainName } from './domain-names.ts';
import { page } from './page.ts';

export const apiMappingOperations = (world: ApiWorld) => ({
  async CreateApiMapping(input: CreateApiMappingRequest): Promise<ApiMapping> {
    const { DomainName = '', ApiId = '', Stage = '', ApiMappingKey } = input;
    const id = newId(6);
    const mapping = { apiId: ApiId, stage: Stage, key: ApiMappingKey };
    checkTarget(world, mapping);
    await change(world, DomainName, (mappings) => {
      checkKey(mappings, mapping);
      return { ...mappings, [id]: mapping };
    });
    return show(id, mapping);
  },

  async GetApiMapping(input: GetApiMappingRequest): Promise<ApiMapping> {
    const { DomainName = '', ApiMappingId = '' } = input;
    return show(ApiMappingId, existing(existingDomainName(world, DomainName), ApiMappingId));
  },

  async GetApiMappings(input: GetApiMappingsRequest): Promise<GetApiMappingsResponse> {
    const { mappings } = existingDomainName(world, input.DomainName ?? '');
    return page(
      Object.entries(mappings).map(([id, mapping]) => show(id, mapping)),
      input,
    );
  },

  async UpdateApiMapping(input: UpdateApiMappingRequest): Promise<ApiMapping> {
    const { DomainName = '', ApiMappingId = '', ApiId, Stage, ApiMappingKey } = input;
    const before = existing(existingDomainName(world, DomainName), ApiMappingId);
    const mapping = {
      apiId: ApiId ?? before.apiId,
      stage: Stage ?? before.stage,
      key: ApiMappingKey ?? before.key,
    };
    checkTarget(world, mapping);
    await change(world, DomainName, (mappings) => {
      checkKey(without(mappings, ApiMappingId), mapping);
      return { ...mappings, [ApiMappingId]: mapping };
    });
    return show(ApiMappingId, mapping);
  },

  async DeleteApiMapping(input: DeleteApiMappingRequest): Promise<object> {
    const { DomainName = '', ApiMappingId = '' } = input;
    existing(existingDomainName(world, DomainName), ApiMappingId);
    await change(world, DomainName, (mappings) => without(mappings, ApiMappingId));
    return {};
  },
});

type Mappings = DomainNameDocument['mappings'];

async function change(
  world: ApiWorld,
  domainName: string,
  changeMappings: (before: Mappings) => Mappings,
): Promise<void> {
  await world.domainNames.change(domainName, () => {
    const before = existingDomainName(world, domainName);
    return { ...before, mappings: changeMappings(before.mappings) };
  });
}

function show(id: string, { apiId, stage, key }: MappingDocument): ApiMapping {
  return { ApiId: apiId, ApiMappingId: id, ApiMappingKey: key ?? '', Stage: stage };
}

/** @throws AwsError 404 */
function existing({ mappings }: DomainNameDocument, id: string): MappingDocument {
  const mapping = Object.hasOwn(mappings, id) ? mappings[id] : undefined;
  if (mapping !== undefined) return mapping;
  throw notFound('The API mapping resource specified in the request was not found.', 'ApiMapping');
}

function checkTarget(world: ApiWorld, { apiId, stage }: MappingDocument): void {
  if (Object.hasOwn(existingApi(world, apiId).stages, stage)) return;
  throw notFound('Invalid stage identifier specified', 'Stage');
}

function checkKey(mappings: Mappings, { key = '' }: MappingDocument): void {
  if (!Object.values(mappings).some((other) => (other.key ?? '') === key)) return;
  throw conflict('ApiMapping key already exists for this domain name');
}
