import { connectServices, type ConnectionOptions } from './connect-services.ts';
import type { LocalEndpoints } from './gateway/answer-local.ts';
import type { Limiter } from './gateway/call-operation.ts';
import type { ServiceEntry } from './gateway/service-entry.ts';
import { createAccountLimiter } from './limits/account-limiter.ts';
import { lazy } from './lazy.ts';
import { serviceEntries } from './service-entries.ts';
import { eventEndpoints } from './services/events/event-log.ts';
import { readCode } from './services/lambda/code/read-code.ts';
import { functionEndpoints } from './services/lambda/function-endpoints.ts';
import type { Overrides } from './services/lambda/overrides.ts';
import { mappingCollection } from './services/lambda/mappings/mapping-store.ts';
import { logEndpoints } from './services/logs/log-endpoints.ts';
import type { LogFeed } from './services/logs/log-feed.ts';
import { bucketEndpoints } from './services/s3/bucket-endpoints.ts';
import { oidcTokenEndpoint } from './services/sts/oidc-token-endpoint.ts';
import { scheduleEndpoints } from './services/scheduler/schedule-endpoints.ts';
import { topicEndpoints } from './services/sns/topic-endpoints.ts';
import { queueEndpoints } from './services/sqs/queue-endpoints.ts';
import {
  taggedApis,
  taggedBuses,
  taggedFunctions,
  taggedGroups,
  taggedMappings,
  taggedQueues,
  taggedRules,
  taggedScheduleGroups,
  taggedTopics,
} from './tagged.ts';
import type { WebEndpoints } from './web/web-endpoint.ts';

export interface CompositionOptions extends ConnectionOptions {
  readonly limits: 'aws' | 'none';
}

/** The services, wired to each other. */
export interface Composition {
  readonly entries: readonly ServiceEntry[];
  readonly limiter: Limiter;
  readonly local: LocalEndpoints;
  readonly logFeed: LogFeed;
  /** What functions run in the place of what is deployed. */
  readonly overrides: Overrides;
  /** Ends the environments of a function; those that are busy first finish. */
  retire(functionName: string): Promise<void>;
  /** Loads what a call of its live alias would run. */
  prepare(functionName: string): Promise<void>;
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
  const { state, clock, limits, report } = options;
  const services = connectServices(options);
  const { executor, metrics, queues, iam, logs, s3, lambda, apiGateway, delivery } = services;
  const { events, sns, scheduler } = services;
  const tokenIssuer = lazy(async () =>
    (await import('./services/sts/token-issuer.ts')).openTokenIssuer(state),
  );
  return {
    entries: serviceEntries({
      lambda: async () => (await lambda()).service,
      apigateway: async () => (await apiGateway()).service,
      async iam() {
        const { createIamService } = await import('./services/iam/iam-service.ts');
        return createIamService({ store: await iam() });
      },
      async sts() {
        const [{ createStsService }, { openSessions }] = await Promise.all([
          import('./services/sts/sts-service.ts'),
          import('./services/sts/sessions.ts'),
        ]);
        const [store, sessions] = await Promise.all([iam(), openSessions(state)]);
        return createStsService({ iam: store, sessions, issuer: await tokenIssuer() });
      },
      async logs() {
        const { createLogsService } = await import('./services/logs/logs-service.ts');
        return createLogsService({ store: await logs() });
      },
      async monitoring() {
        const { createMonitoringService } =
          await import('./services/monitoring/monitoring-service.ts');
        const { counted } = metrics;
        return createMonitoringService({ state, metrics: await metrics.open(), counted });
      },
      async s3() {
        const { createS3Service } = await import('./services/s3/s3-service.ts');
        return createS3Service({ store: await s3(), delivery, clock, report });
      },
      async sqs() {
        const { createSqsService } = await import('./services/sqs/sqs-service.ts');
        return createSqsService({ store: await queues.open() });
      },
      async ssm() {
        return (await import('./services/ssm/ssm-service.ts')).createSsmService({ state });
      },
      async secretsmanager() {
        const { createSecretsManagerService } =
          await import('./services/secretsmanager/secretsmanager-service.ts');
        return createSecretsManagerService({ state });
      },
      events: async () => (await events()).service,
      sns: async () => (await sns()).service,
      scheduler: async () => (await scheduler()).service,
      async tagging() {
        const { createTaggingService } = await import('./services/tagging/tagging-service.ts');
        return createTaggingService({
          resources: [
            async () => taggedFunctions(await state.collection('lambda/functions'), options),
            async () => taggedApis(await state.collection('apigateway/apis'), options),
            async () => taggedGroups(await logs(), options),
            async () => taggedMappings(await state.collection(mappingCollection), options),
            async () => taggedQueues(await state.collection('sqs/queues'), options),
            async () => taggedRules(await state.collection('events/rules'), options),
            async () => taggedTopics(await state.collection('sns/topics'), options),
            async () => taggedBuses(await state.collection('events/buses'), options),
            async () => taggedScheduleGroups(await state.collection('scheduler/groups'), options),
          ],
        });
      },
    }),
    logFeed: services.logFeed,
    overrides: services.overrides,
    retire: (functionName) => executor.retire(functionName),
    prepare: async (functionName) => (await lambda()).invoker.prepare(`${functionName}:live`),
    limiter: limits === 'aws' ? createAccountLimiter(() => clock.now()) : () => {},
    web: {
      'lambda-url': async () => (await lambda()).urls,
      'execute-api': async () => (await apiGateway()).http,
    },
    local: {
      // Where GetFunction says that the code is.
      'GET /_local/code/*': (sha256) => readCode(state.blobs, sha256),
      ...functionEndpoints({ ...options, now: () => clock.now() }),
      ...logEndpoints(services.logFeed, () => clock.now()),
      ...bucketEndpoints(s3),
      ...queueEndpoints(queues.open),
      ...topicEndpoints(state, options),
      ...eventEndpoints(async () => (await events()).log),
      ...scheduleEndpoints(async () => (await scheduler()).schedules),
      ...oidcTokenEndpoint(tokenIssuer, () => clock.now()),
    },
    reset: () =>
      executor.restart(async () => {
        await state.clear();
        services.clear();
        services.logFeed.forget();
      }),
    startBackground: () => services.startBackground(),
    close() {
      services.close();
      return executor.close();
    },
    flush: () => metrics.flush(),
  };
}
