import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readServiceModel } from '../protocols/service-model.ts';
import type { Service } from '../service.ts';
import { loadServices } from './load-services.ts';

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
  const services = await loadServices();
  const others = services.filter(({ name }) => name !== 'lambda');
  expect((await Promise.all(others.map(unread))).flat()).toEqual([]);
});
