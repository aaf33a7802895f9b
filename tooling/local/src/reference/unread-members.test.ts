import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLocalClock } from '../clock/local-clock.ts';
import { createDelivery } from '../delivery/delivery.ts';
import { readServiceModel } from '../protocols/service-model.ts';
import type { Service } from '../service.ts';
import { createEvents } from '../services/events/events-service.ts';
import { createIamService } from '../services/iam/iam-service.ts';
import { openIamStore } from '../services/iam/iam-store.ts';
import { createLogsService } from '../services/logs/logs-service.ts';
import { openLogsStore } from '../services/logs/logs-store.ts';
import { openMetricStore } from '../services/monitoring/metric-store.ts';
import { createMonitoringService } from '../services/monitoring/monitoring-service.ts';
import { createS3Service } from '../services/s3/s3-service.ts';
import { openS3Store } from '../services/s3/s3-store.ts';
import { createSecretsManagerService } from '../services/secretsmanager/secretsmanager-service.ts';
import { createSns } from '../services/sns/sns-service.ts';
import { createSsmService } from '../services/ssm/ssm-service.ts';
import { createStsService } from '../services/sts/sts-service.ts';
import { createTaggingService } from '../services/tagging/tagging-service.ts';
import { openState } from '../state/open-state.ts';

/** Everything that a service's own code says, but for its constraints and what it declares unread. */
async function sourceOf(service: string): Promise<string> {
  const directory = join(import.meta.dirname, '..', 'services', service);
  const files = await readdir(directory, { recursive: true });
  const own = files.filter(
    (file) => file.endsWith('.ts') && !/test|-constraints\.ts$|-service\.ts$/.test(file),
  );
  const entry = join(directory, `${service}-service.ts`);
  const texts = await Promise.all(own.map((file) => readFile(join(directory, file), 'utf8')));
  const operations = (await readFile(entry, 'utf8')).replaceAll(
    /^ {4}(refused|ignored|partly): \{.*?^ {4}\},$|^ {4}(refused|ignored|partly): \{.*\},$/gms,
    '',
  );
  return [...texts, operations].join('\n');
}

async function unread(service: Service): Promise<string[]> {
  const source = await sourceOf(service.name);
  const { operations } = readServiceModel(await service.loadClient());
  return Object.keys(service.operations).flatMap((operation) => {
    const members = [...(operations.get(operation)?.input.structIterator() ?? [])];
    return members
      .map(([member]) => member)
      .filter((member) => !new RegExp(`\\b${member}\\b`).test(source))
      .filter((member) => !service.refused?.[operation]?.includes(member))
      .filter((member) => service.ignored?.[operation]?.[member] === undefined)
      .map((member) => `${service.name}:${operation} ${member}`);
  });
}

/** Lambda's operations refuse what they do not read one by one, in their own code. */
test('every member of an implemented operation is read, refused or listed as without effect', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'unread-'));
  const state = await openState(directory);
  const world = {
    state,
    roles: { canBeAssumedBy: () => Promise.resolve(true), allows: () => Promise.resolve(true) },
    home: { accountId: '000000000000', region: 'us-east-1' },
    clock: createLocalClock({ realNow: () => new Date(0), report: () => {} }),
    delivery: createDelivery({}),
    endpoint: () => '',
    report: () => {},
  };
  const services = [
    (await createEvents(world)).service,
    (await createSns(world)).service,
    createIamService({ store: await openIamStore(state) }),
    createLogsService({ store: await openLogsStore(state) }),
    await createMonitoringService({ state, metrics: await openMetricStore(state) }),
    createS3Service({ store: await openS3Store(state) }),
    await createSsmService({ state }),
    await createSecretsManagerService({ state }),
    createStsService(),
    createTaggingService({ resources: [] }),
  ];
  expect((await Promise.all(services.map(unread))).flat()).toEqual([]);
  await state.close();
  await rm(directory, { recursive: true });
});
