import type {
  DeleteProvisionedConcurrencyConfigRequest,
  GetProvisionedConcurrencyConfigRequest,
  GetProvisionedConcurrencyConfigResponse,
  ListProvisionedConcurrencyConfigsRequest,
  ListProvisionedConcurrencyConfigsResponse,
  PutProvisionedConcurrencyConfigRequest,
  PutProvisionedConcurrencyConfigResponse,
} from '@aws-sdk/client-lambda';
import { AwsError } from '../../../aws-error.ts';
import type { RequestContext } from '../../../service.ts';
import { putProvisioned, removeProvisioned } from '../document/change-provisioned.ts';
import type { FunctionDocument } from '../document/function-document.ts';
import { own } from '../document/own.ts';
import { functionNotFound, invalidParameter, notFound } from '../lambda-errors.ts';
import { functionArn } from '../names/function-arn.ts';
import { isAliasName } from '../names/function-name.ts';
import { showProvisioned } from '../render/provisioned-concurrency.ts';
import { checkProvisioned } from './check-provisioned.ts';
import { existing, given, referenceOf, type LambdaWorld } from './lambda-world.ts';
import { orderOfQualifiers } from './order-of-qualifiers.ts';
import { pageOf } from './page-of.ts';

export const provisionedConcurrencyOperations = (world: LambdaWorld) => ({
  async PutProvisionedConcurrencyConfig(
    input: PutProvisionedConcurrencyConfigRequest,
    context: RequestContext,
  ): Promise<PutProvisionedConcurrencyConfigResponse> {
    const { name, qualifier } = referenceOf(input, context);
    if (qualifier === '$LATEST') {
      throw invalidParameter(
        'Provisioned Concurrency Configs cannot be applied to unpublished function versions.',
      );
    }
    const requested = given(input.ProvisionedConcurrentExecutions);
    return await world.store.change(name, (before) => {
      const target = targetOf(before, { name, qualifier }, context);
      checkProvisioned(world, target, requested);
      const document = putProvisioned(target.document, target.qualifier, requested, world.moment());
      const config = given(own(document.provisioned, target.qualifier));
      return { document, result: showProvisioned(config, undefined) };
    });
  },

  async GetProvisionedConcurrencyConfig(
    input: GetProvisionedConcurrencyConfigRequest,
    context: RequestContext,
  ): Promise<GetProvisionedConcurrencyConfigResponse> {
    const { name, qualifier } = referenceOf(input, context);
    refuseLatest(qualifier);
    const target = targetOf(world.store.get(name), { name, qualifier }, context);
    const config = own(target.document.provisioned, target.qualifier);
    if (config === undefined) {
      throw new AwsError(
        404,
        'ProvisionedConcurrencyConfigNotFoundException',
        'No Provisioned Concurrency Config found for this function',
        { Type: 'User' },
      );
    }
    return showProvisioned(config, world.moment().nowMs);
  },

  /** Deleting what is not there is no error. */
  async DeleteProvisionedConcurrencyConfig(
    input: DeleteProvisionedConcurrencyConfigRequest,
    context: RequestContext,
  ): Promise<object> {
    const { name, qualifier } = referenceOf(input, context);
    refuseLatest(qualifier);
    await world.store.change(name, (before) => {
      const target = targetOf(before, { name, qualifier }, context);
      const document = removeProvisioned(target.document, target.qualifier);
      return { document, result: undefined };
    });
    return {};
  },

  async ListProvisionedConcurrencyConfigs(
    input: ListProvisionedConcurrencyConfigsRequest,
    context: RequestContext,
  ): Promise<ListProvisionedConcurrencyConfigsResponse> {
    const reference = referenceOf(input, context);
    const document = existing(world.store.get(reference.name), reference, context);
    const places = Object.entries(document.provisioned ?? {})
      .map(([qualifier, config]) => ({ place: orderOfQualifiers(qualifier), qualifier, config }))
      .sort((one, other) => (one.place < other.place ? -1 : 1));
    const { items, NextMarker } = pageOf(places, ({ place }) => place, input);
    const { nowMs } = world.moment();
    return {
      ProvisionedConcurrencyConfigs: items.map(({ qualifier, config }) => ({
        FunctionArn: functionArn(context, document.name, qualifier),
        ...showProvisioned(config, nowMs),
      })),
      NextMarker,
    };
  },
});

interface ProvisionedTarget {
  readonly document: FunctionDocument;
  /** A number or an alias. */
  readonly qualifier: string;
}

/** @throws AwsError 404, whose words say whether an alias or a version is missing. */
function targetOf(
  document: FunctionDocument | undefined,
  { name, qualifier = '' }: { readonly name: string; readonly qualifier?: string | undefined },
  context: RequestContext,
): ProvisionedTarget {
  const arn = functionArn(context, name, qualifier);
  if (isAliasName(qualifier)) {
    if (document === undefined || own(document.aliases, qualifier) === undefined) {
      throw notFound(`Cannot find alias arn: ${arn}`);
    }
    return { document, qualifier };
  }
  if (document === undefined || own(document.versions, qualifier) === undefined) {
    throw functionNotFound(arn);
  }
  return { document, qualifier };
}

function refuseLatest(qualifier: string | undefined): void {
  if (qualifier !== '$LATEST') return;
  throw invalidParameter('The function resource provided must be an alias or a published version.');
}
