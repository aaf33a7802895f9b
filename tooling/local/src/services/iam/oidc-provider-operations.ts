import type {
  AddClientIDToOpenIDConnectProviderRequest,
  CreateOpenIDConnectProviderRequest,
  CreateOpenIDConnectProviderResponse,
  DeleteOpenIDConnectProviderRequest,
  GetOpenIDConnectProviderRequest,
  GetOpenIDConnectProviderResponse,
  ListOpenIDConnectProvidersResponse,
  ListOpenIDConnectProviderTagsRequest,
  ListOpenIDConnectProviderTagsResponse,
  RemoveClientIDFromOpenIDConnectProviderRequest,
  TagOpenIDConnectProviderRequest,
  UntagOpenIDConnectProviderRequest,
} from '@aws-sdk/client-iam';
import type { Operation } from '../../service.ts';
import type { OidcProviderDocument } from './iam-documents.ts';
import { alreadyExists, invalidInput, limitExceeded, noSuchEntity } from './iam-errors.ts';
import { iamPage } from './iam-paging.ts';
import type { IamStore } from './iam-store.ts';
import { mergeTags, readTags, removeTags, showTags } from './iam-tags.ts';

const maxClientIds = 100;

export function oidcProviderOperations(store: IamStore) {
  const save = (provider: OidcProviderDocument) => store.oidcProviders.put(provider.arn, provider);

  const CreateOpenIDConnectProvider: Operation<
    CreateOpenIDConnectProviderRequest,
    CreateOpenIDConnectProviderResponse
  > = async ({ Url = '', ClientIDList = [], ThumbprintList = [], Tags }, context) => {
    checkUrl(Url);
    const arn = providerArn(context.accountId, Url);
    if (store.oidcProviders.get(arn) !== undefined) {
      throw alreadyExists(`Provider with url ${Url} already exists.`);
    }
    await save({
      arn,
      url: withoutScheme(Url),
      clientIds: [...new Set(ClientIDList)],
      thumbprints: ThumbprintList,
      createdAt: context.now().getTime(),
      tags: readTags(Tags),
    });
    return { OpenIDConnectProviderArn: arn, Tags };
  };

  const GetOpenIDConnectProvider: Operation<
    GetOpenIDConnectProviderRequest,
    GetOpenIDConnectProviderResponse
  > = async ({ OpenIDConnectProviderArn }) => {
    const provider = requireProvider(store, OpenIDConnectProviderArn);
    return Promise.resolve({
      Url: provider.url,
      ClientIDList: [...provider.clientIds],
      ThumbprintList: [...provider.thumbprints],
      CreateDate: new Date(provider.createdAt),
      Tags: showTags(provider.tags),
    });
  };

  const ListOpenIDConnectProviders: Operation<object, ListOpenIDConnectProvidersResponse> = () =>
    Promise.resolve({
      OpenIDConnectProviderList: store.oidcProviders.list().map(([Arn]) => ({ Arn })),
    });

  const DeleteOpenIDConnectProvider: Operation<DeleteOpenIDConnectProviderRequest> = async ({
    OpenIDConnectProviderArn,
  }) => {
    const { arn } = requireProvider(store, OpenIDConnectProviderArn);
    await store.oidcProviders.delete(arn);
  };

  const AddClientIDToOpenIDConnectProvider: Operation<
    AddClientIDToOpenIDConnectProviderRequest
  > = async ({ OpenIDConnectProviderArn, ClientID = '' }) => {
    const provider = requireProvider(store, OpenIDConnectProviderArn);
    const clientIds = [...new Set([...provider.clientIds, ClientID])];
    if (clientIds.length > maxClientIds) {
      throw limitExceeded(
        `Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: ${maxClientIds}`,
      );
    }
    await save({ ...provider, clientIds });
  };

  const RemoveClientIDFromOpenIDConnectProvider: Operation<
    RemoveClientIDFromOpenIDConnectProviderRequest
  > = async ({ OpenIDConnectProviderArn, ClientID }) => {
    const provider = requireProvider(store, OpenIDConnectProviderArn);
    await save({
      ...provider,
      clientIds: provider.clientIds.filter((one) => one !== ClientID),
    });
  };

  const TagOpenIDConnectProvider: Operation<TagOpenIDConnectProviderRequest> = async ({
    OpenIDConnectProviderArn,
    Tags,
  }) => {
    const provider = requireProvider(store, OpenIDConnectProviderArn);
    await save({ ...provider, tags: mergeTags(provider.tags, readTags(Tags)) });
  };

  const UntagOpenIDConnectProvider: Operation<UntagOpenIDConnectProviderRequest> = async ({
    OpenIDConnectProviderArn,
    TagKeys = [],
  }) => {
    const provider = requireProvider(store, OpenIDConnectProviderArn);
    await save({ ...provider, tags: removeTags(provider.tags, TagKeys) });
  };

  const ListOpenIDConnectProviderTags: Operation<
    ListOpenIDConnectProviderTagsRequest,
    ListOpenIDConnectProviderTagsResponse
  > = async (input) => {
    const { tags } = requireProvider(store, input.OpenIDConnectProviderArn);
    const sorted = showTags(tags).sort((a, b) => ((a.Key ?? '') < (b.Key ?? '') ? -1 : 1));
    const { items, paging } = iamPage(sorted, ({ Key = '' }) => Key, input);
    return Promise.resolve({ Tags: [...items], ...paging });
  };

  return {
    CreateOpenIDConnectProvider,
    GetOpenIDConnectProvider,
    ListOpenIDConnectProviders,
    DeleteOpenIDConnectProvider,
    AddClientIDToOpenIDConnectProvider,
    RemoveClientIDFromOpenIDConnectProvider,
    TagOpenIDConnectProvider,
    UntagOpenIDConnectProvider,
    ListOpenIDConnectProviderTags,
  };
}

/** `arn:aws:iam::000000000000:oidc-provider/token.actions.githubusercontent.com` */
export function providerArn(accountId: string, url: string): string {
  return `arn:aws:iam::${accountId}:oidc-provider/${withoutScheme(url)}`;
}

const withoutScheme = (url: string) => url.replace(/^https:\/\//, '');

function checkUrl(url: string): void {
  const isOne = URL.canParse(url) && url.startsWith('https://') && !/[?#]|:\d/.test(url);
  if (!isOne) throw invalidInput('Invalid Open ID Connect Provider URL');
}

function requireProvider({ oidcProviders }: IamStore, arn = ''): OidcProviderDocument {
  const provider = oidcProviders.get(arn);
  if (provider === undefined) {
    throw noSuchEntity(`OpenIDConnect Provider not found for arn ${arn}`);
  }
  return provider;
}
