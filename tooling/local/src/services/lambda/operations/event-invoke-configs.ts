import type {
  DeleteFunctionEventInvokeConfigRequest,
  FunctionEventInvokeConfig,
  GetFunctionEventInvokeConfigRequest,
  ListFunctionEventInvokeConfigsRequest,
  ListFunctionEventInvokeConfigsResponse,
  PutFunctionEventInvokeConfigRequest,
} from '@aws-sdk/client-lambda';
import type { RequestContext } from '../../../service.ts';
import {
  putEventInvokeConfig,
  removeEventInvokeConfig,
  type EventInvokeConfig,
} from '../document/change-event-invoke-config.ts';
import type { FunctionDocument } from '../document/function-document.ts';
import { own } from '../document/own.ts';
import { invalidParameter, notFound } from '../lambda-errors.ts';
import { functionArn } from '../names/function-arn.ts';
import { showEventInvokeConfig } from '../render/event-invoke-config.ts';
import { checkDestinations } from '../settings/check-destinations.ts';
import { referenceOf, type LambdaWorld } from './lambda-world.ts';
import { pageOf } from './page-of.ts';
import { orderOfQualifiers } from './order-of-qualifiers.ts';
import { resolveVersion } from './resolve-version.ts';

export const eventInvokeConfigOperations = (world: LambdaWorld) => ({
  /** What it does not say is taken away. */
  async PutFunctionEventInvokeConfig(
    input: PutFunctionEventInvokeConfigRequest,
    context: RequestContext,
  ): Promise<FunctionEventInvokeConfig> {
    return await change(world, input, context, () => undefined);
  },

  /** What it does not say stays. */
  async UpdateFunctionEventInvokeConfig(
    input: PutFunctionEventInvokeConfigRequest,
    context: RequestContext,
  ): Promise<FunctionEventInvokeConfig> {
    return await change(world, input, context, (document, qualifier) =>
      configOf(document, document.name, qualifier, context),
    );
  },

  async GetFunctionEventInvokeConfig(
    input: GetFunctionEventInvokeConfigRequest,
    context: RequestContext,
  ): Promise<FunctionEventInvokeConfig> {
    const { name, qualifier = '$LATEST' } = referenceOf(input, context);
    const config = configOf(world.store.get(name), name, qualifier, context);
    return showEventInvokeConfig(config, functionArn(context, name, qualifier));
  },

  async DeleteFunctionEventInvokeConfig(
    input: DeleteFunctionEventInvokeConfigRequest,
    context: RequestContext,
  ): Promise<object> {
    const { name, qualifier = '$LATEST' } = referenceOf(input, context);
    await world.store.change(name, (before) => {
      configOf(before, name, qualifier, context);
      const document = before && removeEventInvokeConfig(before, qualifier);
      return { document, result: undefined };
    });
    return {};
  },

  async ListFunctionEventInvokeConfigs(
    input: ListFunctionEventInvokeConfigsRequest,
    context: RequestContext,
  ): Promise<ListFunctionEventInvokeConfigsResponse> {
    const { name } = referenceOf(input, context);
    const document = world.store.get(name);
    if (document === undefined) throw noFunction();
    const configs = Object.entries(document.eventInvokeConfigs ?? {});
    const placeOf = ([qualifier]: (typeof configs)[number]) => orderOfQualifiers(qualifier);
    const sorted = configs.sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
    const { items, NextMarker } = pageOf(sorted, placeOf, input);
    return {
      FunctionEventInvokeConfigs: items.map(([qualifier, config]) =>
        showEventInvokeConfig(config, functionArn(context, name, qualifier)),
      ),
      NextMarker,
    };
  },
});

/** @param before What of the configuration that is there stays. */
async function change(
  world: LambdaWorld,
  input: PutFunctionEventInvokeConfigRequest,
  context: RequestContext,
  before: (document: FunctionDocument, qualifier: string) => EventInvokeConfig | undefined,
): Promise<FunctionEventInvokeConfig> {
  checkSomething(input);
  const { name, qualifier = '$LATEST' } = referenceOf(input, context);
  return await world.store.change(name, (document) => {
    if (document === undefined || resolveVersion(document, qualifier) === undefined) {
      throw noFunction();
    }
    const stays = before(document, qualifier);
    checkDestinations(input.DestinationConfig, name, { store: world.store, home: context });
    const config = configAfter(stays, input, world.moment().nowMs);
    return {
      document: putEventInvokeConfig(document, qualifier, config),
      result: showEventInvokeConfig(config, functionArn(context, name, qualifier)),
    };
  });
}

function checkSomething(input: PutFunctionEventInvokeConfigRequest): void {
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } = input;
  if ((MaximumRetryAttempts ?? MaximumEventAgeInSeconds ?? DestinationConfig) !== undefined) return;
  throw invalidParameter('You must specify at least one of error handling or destination setting.');
}

function configAfter(
  before: EventInvokeConfig | undefined,
  input: PutFunctionEventInvokeConfigRequest,
  lastModifiedMs: number,
): EventInvokeConfig {
  const { OnSuccess, OnFailure } = input.DestinationConfig ?? {};
  const maximumRetryAttempts = input.MaximumRetryAttempts ?? before?.maximumRetryAttempts;
  const maximumEventAgeInSeconds =
    input.MaximumEventAgeInSeconds ?? before?.maximumEventAgeInSeconds;
  const onSuccess = OnSuccess === undefined ? before?.onSuccess : OnSuccess.Destination;
  const onFailure = OnFailure === undefined ? before?.onFailure : OnFailure.Destination;
  return {
    lastModifiedMs,
    ...(maximumRetryAttempts !== undefined && { maximumRetryAttempts }),
    ...(maximumEventAgeInSeconds !== undefined && { maximumEventAgeInSeconds }),
    ...(onSuccess && { onSuccess }),
    ...(onFailure && { onFailure }),
  };
}

/** @throws AwsError 404, the same whatever is missing: function, version, alias or configuration. */
function configOf(
  document: FunctionDocument | undefined,
  name: string,
  qualifier: string,
  context: RequestContext,
): EventInvokeConfig {
  const config = own(document?.eventInvokeConfigs, qualifier);
  if (config !== undefined) return config;
  const arn = functionArn(context, name, qualifier);
  throw notFound(`The function ${arn} doesn't have an EventInvokeConfig`);
}

function noFunction() {
  return notFound("The function doesn't exist.");
}
