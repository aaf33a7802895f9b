import type { LocalClock } from './clock/local-clock.ts';
import { createDelivery, type Delivery } from './delivery/delivery.ts';
import { executorOnDemand, type ExecutorOnDemand } from './execution-on-demand.ts';
import { lazy } from './lazy.ts';
import type { ApiGatewayParts } from './services/apigateway/apigateway-service.ts';
import type { Events } from './services/events/events-service.ts';
import type { IamStore } from './services/iam/iam-store.ts';
import type { LambdaParts } from './services/lambda/lambda-service.ts';
import { mappingCollection } from './services/lambda/mappings/mapping-store.ts';
import { createOverrides, type Overrides } from './services/lambda/overrides.ts';
import type { Pollers } from './services/lambda/polling/pollers.ts';
import { createLogFeed, type LogFeed } from './services/logs/log-feed.ts';
import type { LogsStore } from './services/logs/logs-store.ts';
import { metricsOnDemand, type MetricsOnDemand } from './services/monitoring/metrics-on-demand.ts';
import { createObjectReader } from './services/s3/read-object.ts';
import type { S3Store } from './services/s3/s3-store.ts';
import type { Scheduler } from './services/scheduler/scheduler-service.ts';
import type { Sns } from './services/sns/sns-service.ts';
import { queuesOnDemand, type QueuesOnDemand } from './services/sqs/queues-on-demand.ts';
import type { State } from './state/state.ts';

export interface ConnectionOptions {
  readonly state: State;
  readonly clock: LocalClock;
  readonly accountId: string;
  readonly region: string;
  readonly settleMs: number;
  readonly roleSettleMs: number;
  readonly inactiveAfterMs?: number | undefined;
  readonly idleMs: number;
  /** The address of the local AWS, for the functions that it runs. */
  readonly endpoint: string;
  readonly report: (error: unknown) => void;
}

/** The services that others need, each loaded when somebody asks for it, and wired to the others. */
export interface ConnectedServices {
  readonly executor: ExecutorOnDemand;
  readonly overrides: Overrides;
  readonly delivery: Delivery;
  readonly metrics: MetricsOnDemand;
  readonly queues: QueuesOnDemand;
  readonly iam: () => Promise<IamStore>;
  readonly logs: () => Promise<LogsStore>;
  /** What is written into log groups, as it happens. */
  readonly logFeed: LogFeed;
  readonly s3: () => Promise<S3Store>;
  readonly lambda: () => Promise<LambdaParts>;
  readonly apiGateway: () => Promise<ApiGatewayParts>;
  readonly events: () => Promise<Events>;
  readonly sns: () => Promise<Sns>;
  readonly scheduler: () => Promise<Scheduler>;
  /** Begins with what nobody asks for each time: schedules, and what polls. */
  startBackground(): Promise<void>;
  /** Drops what they remember in memory, and what they have set up to do. */
  clear(): void;
  /** The same at the end: who waits for a message is answered. */
  close(): void;
}

export function connectServices(options: ConnectionOptions): ConnectedServices {
  const { state, clock, accountId, region, roleSettleMs, report } = options;
  const now = () => clock.now();
  const home = { accountId, region };
  let isInBackground = false;
  /** Of what is loaded. */
  const clearing: (() => void)[] = [];

  const iam = lazy(async () => (await import('./services/iam/iam-store.ts')).openIamStore(state));
  const logs = lazy(async () =>
    (await import('./services/logs/logs-store.ts')).openLogsStore(state),
  );
  const s3 = lazy(async () => (await import('./services/s3/s3-store.ts')).openS3Store(state));
  const metrics = metricsOnDemand(state, report);
  const queues = queuesOnDemand(state, clock);
  const logFeed = createLogFeed();
  const writeLog = async () => {
    const { createLogSink } = await import('./services/logs/log-sink.ts');
    return createLogSink(await logs(), now, logFeed);
  };

  const onDemand = executorOnDemand(async () => {
    const { createExecutor } = await import('./execution/create-executor.ts');
    return createExecutor({
      blobs: state.blobs,
      scratchDirectory: state.scratchDirectory,
      logSink: await writeLog(),
      region,
      endpoint: () => options.endpoint,
      now,
      idleMs: options.idleMs,
    });
  });
  const executor: ExecutorOnDemand = {
    ...onDemand,
    // From before it is loaded: whoever moves the clock waits for the first invocation, too.
    invoke: (request) => clock.during(onDemand.invoke(request)),
  };

  const overrides = createOverrides(now);

  const roles = lazy(async () => {
    const { createRoleDirectory } = await import('./services/iam/role-directory.ts');
    return createRoleDirectory({ ...(await iam()), now, settleMs: roleSettleMs });
  });

  const lambda = lazy(async () => {
    const { createLambda } = await import('./services/lambda/lambda-service.ts');
    const parts = await createLambda({
      state,
      executor,
      overrides,
      roles: await roles(),
      now,
      home,
      realNow: () => clock.realNow(),
      settleMs: options.settleMs,
      inactiveAfterMs: options.inactiveAfterMs,
      onFailure: report,
      onInvocation: metrics.watch,
      readObject: createObjectReader(s3),
      wait: (ms) => clock.wait(ms),
      delivery: { ...delivery, receive: (message) => clock.during(delivery.receive(message)) },
      async queues() {
        const { createQueueSource } = await import('./services/sqs/queue-source.ts');
        return createQueueSource(await queues.open(), home);
      },
    });
    const pollers: Pollers = parts.createPollers(clock);
    clearing.push(() => {
      pollers.clear();
    });
    if (isInBackground) await pollers.start();
    return parts;
  });

  /** Between the services: each takes what others send to its resources. */
  const delivery: Delivery = createDelivery({
    lambda: async () => (await lambda()).invoker,
    async sqs() {
      const { createQueueReceiver } = await import('./services/sqs/queue-receiver.ts');
      return createQueueReceiver(await queues.open(), { home, roles });
    },
    events: async () => (await events()).receiver,
    sns: async () => (await sns()).receiver,
  });

  const events = lazy(async () => {
    const { createEvents } = await import('./services/events/events-service.ts');
    const created = await createEvents({
      state,
      roles: await roles(),
      home,
      clock,
      delivery,
      report,
    });
    clearing.push(() => {
      created.log.clear();
    });
    return created;
  });
  const sns = lazy(async () => {
    const { createSns } = await import('./services/sns/sns-service.ts');
    return createSns({
      state,
      roles: await roles(),
      home,
      clock,
      delivery,
      endpoint: () => options.endpoint,
      report,
    });
  });

  const apiGateway = lazy(async () => {
    const [{ createApiGateway }, { openApiStore }] = await Promise.all([
      import('./services/apigateway/apigateway-service.ts'),
      import('./services/apigateway/api-store.ts'),
    ]);
    return createApiGateway({
      store: await openApiStore(state),
      accountId,
      region,
      now,
      clock,
      functions: async () => (await lambda()).invoker,
      writeLog: await writeLog(),
      report,
    });
  });

  const scheduler = lazy(async () => {
    const { createScheduler } = await import('./services/scheduler/scheduler-service.ts');
    const created = await createScheduler({
      state,
      clock,
      roles: await roles(),
      delivery,
      home,
      report,
    });
    clearing.push(() => {
      created.clear();
    });
    if (isInBackground) created.start();
    return created;
  });

  return {
    executor,
    overrides,
    delivery,
    metrics,
    queues,
    iam,
    logs,
    logFeed,
    s3,
    lambda,
    apiGateway,
    events,
    sns,
    scheduler,
    async startBackground() {
      isInBackground = true;
      // What is wrong with their state is said again by the first request for them.
      const mappings = await state.collection(mappingCollection).catch(report);
      if (mappings !== undefined && mappings.list().length > 0) await lambda().catch(report);
      await scheduler().catch(report);
    },
    clear() {
      metrics.clear();
      queues.clear();
      for (const clear of clearing) clear();
    },
    close() {
      queues.close();
      for (const clear of clearing) clear();
    },
  };
}
