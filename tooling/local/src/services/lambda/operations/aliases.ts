import type {
  AliasConfiguration,
  CreateAliasRequest,
  DeleteAliasRequest,
  GetAliasRequest,
  ListAliasesRequest,
  ListAliasesResponse,
  UpdateAliasRequest,
} from '@aws-sdk/client-lambda';
import type { RequestContext } from '../../../service.ts';
import {
  changeAlias,
  putAlias,
  removeAlias,
  type AliasChange,
} from '../document/change-aliases.ts';
import { conflict, notFound } from '../lambda-errors.ts';
import { functionArn } from '../names/function-arn.ts';
import { showAlias } from '../render/alias-configuration.ts';
import { checkRouting, checkWeightCount } from './check-routing.ts';
import { checkRevision, checkUnqualified } from './check-modifiable.ts';
import { existing, given, referenceOf, type LambdaWorld } from './lambda-world.ts';
import { pageOf } from './page-of.ts';
import { own } from '../document/own.ts';

export const aliasOperations = (world: LambdaWorld) => ({
  async CreateAlias(
    input: CreateAliasRequest,
    context: RequestContext,
  ): Promise<AliasConfiguration> {
    const reference = referenceOf(input, context);
    checkUnqualified(reference);
    const name = given(input.Name);
    const change = changeOf(input);
    checkWeightCount(change);
    return await world.store.change(reference.name, (before) => {
      const version = given(input.FunctionVersion);
      const function_ = existing(before, { ...reference, qualifier: version }, context);
      const moment = world.moment();
      checkRouting(function_, changeAlias(undefined, change, moment), context);
      if (own(function_.aliases, name) !== undefined) {
        throw conflict(`Alias already exists: ${functionArn(context, reference.name, name)}`);
      }
      const document = putAlias(function_, name, change, moment);
      return { document, result: showAlias(document, name, context) };
    });
  },

  async GetAlias(input: GetAliasRequest, context: RequestContext): Promise<AliasConfiguration> {
    const reference = referenceOf(input, context);
    const document = existing(world.store.get(reference.name), reference, context);
    const name = given(input.Name);
    if (own(document.aliases, name) === undefined) {
      throw notFound(`Cannot find alias arn: ${functionArn(context, reference.name, name)}`);
    }
    return showAlias(document, name, context);
  },

  async UpdateAlias(
    input: UpdateAliasRequest,
    context: RequestContext,
  ): Promise<AliasConfiguration> {
    const reference = referenceOf(input, context);
    checkUnqualified(reference);
    const name = given(input.Name);
    const change = changeOf(input);
    checkWeightCount(change);
    return await world.store.change(reference.name, (before) => {
      const function_ = existing(before, reference, context);
      const alias = own(function_.aliases, name);
      if (alias === undefined) {
        throw notFound(`Alias not found: ${functionArn(context, reference.name, name)}`);
      }
      const moment = world.moment();
      checkRouting(function_, changeAlias(alias, change, moment), context);
      checkRevision(input.RevisionId, alias.revisionId);
      const document = putAlias(function_, name, change, moment);
      return { document, result: showAlias(document, name, context) };
    });
  },

  /** Deleting what is not there is no error. */
  async DeleteAlias(input: DeleteAliasRequest, context: RequestContext): Promise<object> {
    const { name } = referenceOf(input, context);
    await world.store.change(name, (before) => ({
      document: before && removeAlias(before, given(input.Name)),
      result: undefined,
    }));
    return {};
  },

  async ListAliases(
    input: ListAliasesRequest,
    context: RequestContext,
  ): Promise<ListAliasesResponse> {
    const reference = referenceOf(input, context);
    const document = existing(world.store.get(reference.name), reference, context);
    const wanted = input.FunctionVersion;
    const names = Object.entries(document.aliases)
      .filter(([, { version, weights }]) => {
        return wanted === undefined || version === wanted || own(weights, wanted) !== undefined;
      })
      .map(([name]) => name)
      .sort();
    const { items, NextMarker } = pageOf(names, (name) => name, input);
    return { Aliases: items.map((name) => showAlias(document, name, context)), NextMarker };
  },
});

function changeOf(input: CreateAliasRequest | UpdateAliasRequest): AliasChange {
  return {
    version: input.FunctionVersion,
    description: input.Description,
    // An empty object takes the weights away, as its absence does not.
    weights: input.RoutingConfig && (input.RoutingConfig.AdditionalVersionWeights ?? {}),
  };
}
