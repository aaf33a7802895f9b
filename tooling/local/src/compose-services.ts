import type { LocalClock } from './clock/local-clock.ts';
import { createDelivery } from './delivery/delivery.ts';
import { executorOnDemand } from './execution-on-demand.ts';
import type { LocalEndpoints } from './gateway/answer-local.ts';
import type { Limiter } from './gateway/call-operation.ts';
import type { ServiceEntry } from './gateway/service-entry.ts';
import { lazy } from './lazy.ts';
import { createAccountLimiter } from './limits/account-limiter.ts';
import { serviceEntries } from './service-entries.ts';
import { readCode } from './services/lambda/code/read-code.ts';
import { metricsOnDemand } from './services/monitoring/metrics-on-demand.ts';
import { createObjectReader } from './services/s3/read-object.ts';
import type { WebEndpoints } from './web/web-endpoint.ts';
import type { State } from './state/state.ts';
import { taggedApis, taggedFunctions, taggedGroups } from './tagged.ts';

export interface CompositionOptions {
  readonly state: State;
  readonly accountId: string;
  readonly region: string;
  readonly settleMs: number;
  readonly roleSettleMs: number;
  readonly inactiveAfterMs?: number | undefined;
  readonly idleMs: number;
  readonly limits: 'aws' | 'none';
  readonly clock: LocalClock;
  /** The address of the local AWS, for the functions that it runs. */
  readonly endpoint: string;
  readonly report: (error: unknown) => void;
}

/** The services, wired to each other. */
export interface Composition {
  readonly entries: readonly ServiceEntry[];
  readonly limiter: Limiter;
  readonly local: LocalEndpoints;
  /** Function URLs and HTTP APIs. */
  readonly web: WebEndpoints;
  reset(): Promise<void>;
  /** Begins with what nobody asks for each time: schedules, and what polls. */
  startBackground(): Promise<void>;
  /** Ends every function that runs. */
  close(): Promise<void>;
  /** Writes what is in memory only, when nothing is asked any more. */
  flush(): Promise<void>;
}

/**
 * Wires the services to each other. Nothing of one is loaded before somebody asks for it: most
 * commands need two of them, and each costs start-up time.
 */
export function composeServices(options: CompositionOptions): Composition {
  const { state, clock, accountId, region, settleMs, roleSettleMs, limits, report } = options;
  const { now } = clock;
  const iam = lazy(async () => (await import('./services/iam/iam-store.ts')).openIamStore(state));
  const logs = lazy(async () =>
    (await import('./services/logs/logs-store.ts')).openLogsStore(state),
  );

  const executor = executorOnDemand(async () => {
    const [{ createExecutor }, { createLogSink }] = await Promise.all([
      import('./execution/create-executor.ts'),
      import('./services/logs/log-sink.ts'),
    ]);
    const created = createExecutor({
      blobs: state.blobs,
      scratchDirectory: state.scratchDirectory,
      logSink: createLogSink(await logs(), now),
      region: options.region,
      endpoint: () => options.endpoint,
      now,
      idleMs: options.idleMs,
    });
    return { ...created, invoke: (request) => clock.during(created.invoke(request)) };
  });

  const s3 = lazy(async () => (await import('./services/s3/s3-store.ts')).openS3Store(state));
  const metrics = metricsOnDemand(state, report);

  const roles = lazy(async () => {
    const { createRoleDirectory } = await import('./services/iam/role-directory.ts');
    const store = await iam();
    return createRoleDirectory({ ...store, now, settleMs: roleSettleMs });
  });
  const lambda = lazy(async () => {
    const { createLambda } = await import('./services/lambda/lambda-service.ts');
    return createLambda({
      state,
      executor,
      roles: await roles(),
      now,
      home: { accountId, region },
      realNow: () => clock.realNow(),
      settleMs,
      inactiveAfterMs: options.inactiveAfterMs,
      onFailure: report,
      onInvocation: metrics.watch,
      readObject: createObjectReader(s3),
      wait: (ms) => clock.wait(ms),
    });
  });
  const apiGateway = lazy(async () => {
    const [{ createApiGateway }, { openApiStore }, { createLogSink }] = await Promise.all([
      import('./services/apigateway/apigateway-service.ts'),
      import('./services/apigateway/api-store.ts'),
      import('./services/logs/log-sink.ts'),
    ]);
    return createApiGateway({
      store: await openApiStore(state),
      accountId,
      region,
      now,
      clock,
      functions: async () => (await lambda()).invoker,
      writeLog: createLogSink(await logs(), now),
      report,
    });
  });
  /** Between the services: each takes what others send to its resources. */
  const delivery = createDelivery({
    lambda: async () => (await lambda()).invoker,
  });

  return {
    entries: serviceEntries({
      lambda: async () => (await lambda()).service,
      apigateway: async () => (await apiGateway()).service,
      async iam() {
        const { createIamService } = await import('./services/iam/iam-service.ts');
        return createIamService({ store: await iam() });
      },
      async sts() {
        return (await import('./services/sts/sts-service.ts')).createStsService();
      },
      async logs() {
        const { createLogsService } = await import('./services/logs/logs-service.ts');
        return createLogsService({ store: await logs() });
      },
      async monitoring() {
        const { createMonitoringService } =
          await import('./services/monitoring/monitoring-service.ts');
        return createMonitoringService({ state, metrics: await metrics.open() });
      },
      async s3() {
        const { createS3Service } = await import('./services/s3/s3-service.ts');
        return createS3Service({ store: await s3() });
      },
      async ssm() {
        return (await import('./services/ssm/ssm-service.ts')).createSsmService({ state });
      },
      async secretsmanager() {
        const { createSecretsManagerService } =
          await import('./services/secretsmanager/secretsmanager-service.ts');
        return createSecretsManagerService({ state });
      },
      async tagging() {
        const { createTaggingService } = await import('./services/tagging/tagging-service.ts');
        return createTaggingService({
          resources: [
            async () => taggedFunctions(await state.collection('lambda/functions'), options),
            async () => taggedApis(await state.collection('apigateway/apis'), options),
            async () => taggedGroups(await logs(), options),
          ],
        });
      },
    }),
    limiter: limits === 'aws' ? createAccountLimiter(now) : () => {},
    web: {
      'lambda-url': async () => (await lambda()).urls,
      'execute-api': async () => (await apiGateway()).http,
    },
    // Where GetFunction says that the code is.
    local: { 'GET /_local/code/*': (sha256) => readCode(state.blobs, sha256) },
    reset: () =>
      executor.restart(async () => {
        await state.clear();
        metrics.clear();
      }),
    startBackground: async () => {},
    close: () => executor.close(),
    flush: () => metrics.flush(),
  };
}
