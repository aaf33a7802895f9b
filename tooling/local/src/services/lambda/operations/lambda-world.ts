import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { Delivery } from '../../../delivery/delivery.ts';
import type { Executor } from '../../../execution/executor.ts';
import type { RequestContext } from '../../../service.ts';
import type { BlobStore } from '../../../state/state.ts';
import type { FunctionDocument, Moment } from '../document/function-document.ts';
import type { FunctionStore } from '../function-store.ts';
import type { RoleDirectory } from '../../iam/role-directory.ts';
import type { QueueSource } from '../../sqs/queue-source.ts';
import type { ReadObject } from '../code/object-reader.ts';
import type { InvocationObserver } from '../invoke/invocation-record.ts';
import type { InvocationSlots } from '../invoke/invocation-slots.ts';
import type { LayerStore } from '../layers/layer-store.ts';
import type { Overrides } from '../overrides.ts';
import type { MappingStore } from '../mappings/mapping-store.ts';
import type { SigningConfigStore } from '../signing/signing-config-store.ts';
import { functionNotFound } from '../lambda-errors.ts';
import { functionArn } from '../names/function-arn.ts';
import { parseFunctionName, type FunctionReference, type Home } from '../names/function-name.ts';
import { showConfiguration, type Shown } from '../render/function-configuration.ts';

/** Everything that Lambda's operations work on, beside the request. */
export interface LambdaWorld {
  readonly store: FunctionStore;
  readonly layers: LayerStore;
  readonly signingConfigs: SigningConfigStore;
  readonly mappings: MappingStore;
  readonly blobs: BlobStore;
  readonly executor: Executor;
  /** What functions run in the place of what is deployed. */
  readonly overrides: Pick<Overrides, 'begin'>;
  readonly roles: RoleDirectory;
  readonly slots: InvocationSlots;
  readonly moment: () => Moment;
  /** Lets time pass, before an event is tried again. */
  readonly wait: (ms: number) => Promise<void>;
  /** From 0 (included) to 1 (excluded), for aliases with weights. */
  readonly chance: () => number;
  readonly inactiveAfterMs: number | undefined;
  /** The objects of S3; absent where there is no S3. */
  readonly readObject: ReadObject | undefined;
  /** The queues of SQS; absent where there is no SQS. */
  readonly queues: (() => Promise<QueueSource>) | undefined;
  /** To the resources of other services; absent where there are none. */
  readonly delivery: Delivery | undefined;
  /** Told of every invocation that has ended, for CloudWatch. */
  readonly onInvocation: InvocationObserver;
  /** Told of what fails when no caller is left to be told. */
  readonly onFailure: (error: unknown) => void;
}

/** The function that a request names. @throws AwsError when it is of another region or account. */
export function referenceOf(
  input: { readonly FunctionName?: string | undefined; readonly Qualifier?: string | undefined },
  context: RequestContext,
): FunctionReference {
  return parseFunctionName(given(input.FunctionName), context, input.Qualifier);
}

/** A member that the gateway has made sure of. */
export function given<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('A required member is missing after validation');
  return value;
}

/** @throws AwsError 404 */
export function existing(
  document: FunctionDocument | undefined,
  reference: FunctionReference,
  context: Home,
): FunctionDocument {
  if (document !== undefined) return document;
  throw functionNotFound(functionArn(context, reference.name, reference.qualifier));
}

/** A version as it is shown now, to whoever asked here. */
export function show(
  world: LambdaWorld,
  context: RequestContext,
  shown: Shown,
): FunctionConfiguration {
  return showConfiguration(shown, {
    home: context,
    nowMs: world.moment().nowMs,
    inactiveAfterMs: world.inactiveAfterMs,
  });
}
