import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { LocalClock } from '../../clock/local-clock.ts';
import type { Delivery } from '../../delivery/delivery.ts';
import type { Executor } from '../../execution/executor.ts';
import type { Service } from '../../service.ts';
import type { State } from '../../state/state.ts';
import type { RoleDirectory } from '../iam/role-directory.ts';
import type { QueueSource } from '../sqs/queue-source.ts';
import type { ReadObject } from './code/object-reader.ts';
import { openFunctionStore } from './function-store.ts';
import { openSigningConfigStore } from './signing/signing-config-store.ts';
import { openLayerStore } from './layers/layer-store.ts';
import { openMappingStore } from './mappings/mapping-store.ts';
import { createPollers, type Pollers } from './polling/pollers.ts';
import type { InvocationObserver } from './invoke/invocation-record.ts';
import type { WebEndpoint } from '../../web/web-endpoint.ts';
import { createUrlEndpoint } from './urls/url-endpoint.ts';
import { createFunctionInvoker, type FunctionInvoker } from './invoke/function-invoker.ts';
import { createInvocationSlots } from './invoke/invocation-slots.ts';
import type { Home } from './names/function-name.ts';
import { lambdaConstraints } from './lambda-constraints.ts';
import { lambdaLimits } from './lambda-limits.ts';
import { accountOperations } from './operations/account.ts';
import { aliasOperations } from './operations/aliases.ts';
import { concurrencyOperations, reservedOf } from './operations/concurrency.ts';
import { createFunctionOperations } from './operations/create-function.ts';
import { deleteFunctionOperations } from './operations/delete-function.ts';
import { endFailed } from './operations/end-failed.ts';
import { eventInvokeConfigOperations } from './operations/event-invoke-configs.ts';
import { eventSourceMappingOperations } from './operations/event-source-mappings.ts';
import { functionUrlOperations } from './operations/function-urls.ts';
import { functionSigningOperations } from './operations/function-signing.ts';
import { invokeOperations } from './operations/invoke.ts';
import { invokeWithResponseStreamOperations } from './operations/invoke-with-response-stream.ts';
import { createOverrides, type Overrides } from './overrides.ts';
import { lambdaPartly } from './lambda-partly.ts';
import type { LambdaWorld } from './operations/lambda-world.ts';
import { layerOperations } from './operations/layers.ts';
import { listLayersOperations } from './operations/list-layers.ts';
import { permissionOperations } from './operations/permissions.ts';
import { provisionedConcurrencyOperations } from './operations/provisioned-concurrency.ts';
import { publishVersionOperations } from './operations/publish-version.ts';
import { readFunctionsOperations } from './operations/read-functions.ts';
import { recursionOperations } from './operations/recursion.ts';
import { runtimeManagementOperations } from './operations/runtime-management.ts';
import { signingConfigOperations } from './operations/signing-configs.ts';
import { tagOperations } from './operations/tags.ts';
import { updateFunctionOperations } from './operations/update-function.ts';

export interface LambdaServiceOptions {
  readonly state: State;
  readonly executor: Executor;
  /** What functions run in the place of what is deployed: nothing else, where it is left out. */
  readonly overrides?: Pick<Overrides, 'begin'> | undefined;
  readonly roles: RoleDirectory;
  readonly now: () => Date;
  /** How long a function stays Pending or InProgress. 0: the next read sees it done. */
  readonly settleMs: number;
  /** How long a function may be idle before it is Inactive. Default: for ever. */
  readonly inactiveAfterMs?: number | undefined;
  /** Told of asynchronous invocations that the executor could not run. */
  readonly onFailure: (error: unknown) => void;
  /** The objects of S3, for code that lies there. Without it such code answers 501. */
  readonly readObject?: ReadObject | undefined;
  /** Told of every invocation that has ended, for CloudWatch. */
  readonly onInvocation?: InvocationObserver | undefined;
  /** From 0 (included) to 1 (excluded): which version an alias with weights runs. */
  readonly chance?: (() => number) | undefined;
  readonly newId?: (() => string) | undefined;
  /** Of its functions: what their ARNs say. */
  readonly home: Home;
  /** The machine's time, by which signatures are checked. Default: `now`. */
  readonly realNow?: (() => Date) | undefined;
  /** Lets time pass between the attempts of an asynchronous invocation: a minute, then two. */
  readonly wait?: ((ms: number) => Promise<void>) | undefined;
  /** The queues that event source mappings take messages from. Without them there is none. */
  readonly queues?: (() => Promise<QueueSource>) | undefined;
  /** Without it what is meant for queues, topics and event buses is lost. */
  readonly delivery?: Delivery | undefined;
}

/** The service, and its functions as the other services call them. */
export interface LambdaParts {
  readonly service: Service;
  readonly invoker: FunctionInvoker;
  createPollers(clock: LocalClock): Pollers;
  /** What answers at the functions' URLs. */
  readonly urls: WebEndpoint;
}

/**
 * AWS Lambda: its control plane and Invoke.
 *
 * @throws UserError STATE_CORRUPT when what is on disk cannot be read.
 */
export async function createLambda(options: LambdaServiceOptions): Promise<LambdaParts> {
  const { state, now } = options;
  const store = await openFunctionStore(state, now);
  const world = createWorld(
    {
      store,
      layers: await openLayerStore(state),
      signingConfigs: await openSigningConfigStore(state),
      mappings: await openMappingStore(state, now),
    },
    options,
  );
  const service: Service = {
    name: 'lambda',
    protocol: 'restJson1',
    loadClient: () => import('@aws-sdk/client-lambda'),
    constraints: lambdaConstraints,
    operations: {
      ...createFunctionOperations(world),
      ...readFunctionsOperations(world),
      ...updateFunctionOperations(world),
      ...deleteFunctionOperations(world),
      ...publishVersionOperations(world),
      ...aliasOperations(world),
      ...layerOperations(world),
      ...listLayersOperations(world),
      ...tagOperations(world),
      ...permissionOperations(world),
      ...concurrencyOperations(world),
      ...accountOperations(world),
      ...invokeOperations(world),
      ...invokeWithResponseStreamOperations(world),
      ...eventInvokeConfigOperations(world),
      ...eventSourceMappingOperations(world),
      ...provisionedConcurrencyOperations(world),
      ...recursionOperations(world),
      ...runtimeManagementOperations(world),
      ...signingConfigOperations(world),
      ...functionSigningOperations(world),
      ...functionUrlOperations(world),
    },
    partly: lambdaPartly,
    endFailed: endFailed(world),
    async failureReasons() {
      const { LastUpdateStatusReasonCode } = await import('@aws-sdk/client-lambda');
      return Object.values(LastUpdateStatusReasonCode);
    },
  };
  const { home, realNow = now } = options;
  const invoker = createFunctionInvoker(world, home);
  return {
    service,
    invoker,
    urls: createUrlEndpoint({ world, invoker, home, realNow }),
    createPollers: (clock) => createPollers(world, { clock, invoker, home }),
  };
}

function createWorld(
  stores: Pick<LambdaWorld, 'store' | 'layers' | 'signingConfigs' | 'mappings'>,
  options: LambdaServiceOptions,
): LambdaWorld {
  const { state, executor, roles, now, settleMs, inactiveAfterMs, onFailure } = options;
  const { chance = Math.random, newId = randomUUID, readObject } = options;
  const { overrides = createOverrides(now) } = options;
  const { onInvocation = () => {}, wait = waitInBackground, queues, delivery } = options;
  const { store } = stores;
  const slots = createInvocationSlots({
    reservedBy: (functionName) => store.get(functionName)?.reservedConcurrency,
    unreserved: () => lambdaLimits.concurrentExecutions - reservedOf(store.list()),
  });
  const moment = () => ({ nowMs: now().getTime(), settleMs, newId });
  return {
    ...stores,
    blobs: state.blobs,
    executor,
    overrides,
    roles,
    slots,
    moment,
    wait,
    chance,
    inactiveAfterMs,
    readObject,
    queues,
    delivery,
    onInvocation,
    onFailure,
  };
}

/** Nobody stays for an event that is to be tried again: it is lost when the process ends. */
function waitInBackground(ms: number): Promise<void> {
  return setTimeout(ms, undefined, { ref: false });
}
