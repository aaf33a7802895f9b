import { readFile } from 'node:fs/promises';
import { createModelStore } from '@packages/model';
import { createMemoryObjects } from '@packages/object-store/memory';
import { createLogger } from '@packages/observability/logger';
import { createMetrics } from '@packages/observability/metrics';
import { trainShippedModel } from '@packages/penguins';
import type { Context } from 'aws-lambda';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { createHandler, type PredictDependencies } from './create-handler.ts';

const context = { functionName: 'predict', awsRequestId: 'request-1' } as Context;
let handler: ReturnType<typeof createHandler>;

beforeAll(() => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
  handler = handlerFor({});
});

test('names the species of a penguin and how sure it is', async () => {
  expect(await handler(await readEvent('adelie'), context)).toEqual({
    label: 'Adelie',
    probability: expect.closeTo(0.99, 3),
    probabilities: {
      Adelie: expect.closeTo(0.99, 3),
      Chinstrap: expect.closeTo(0.009, 3),
      Gentoo: expect.closeTo(0, 3),
    },
    modelAccuracy: expect.closeTo(0.965, 3),
    model: 'shipped',
  });
});

test('fails with every wrong measurement named', async () => {
  await expect(handler(await readEvent('incomplete'), context)).rejects.toThrow(
    'billDepthMm: a number expected, nothing given; ' +
      'flipperLengthMm: a number expected, nothing given; ' +
      'bodyMassG: a number expected, "heavy" given',
  );
});

test.each([null, undefined, 'text', 7, []])('fails for the event %j', async (event) => {
  await expect(handler(event, context)).rejects.toThrow('billLengthMm: a number expected');
});

describe('over HTTP', () => {
  test('answers a request', async () => {
    const response = await handler(await readEvent('gentoo-http'), context);
    expect(response).toMatchObject({
      statusCode: 200,
      headers: { 'content-type': 'application/json' },
    });
    expect(bodyOf(response)).toMatchObject({ label: 'Gentoo' });
  });

  test('reads a body in base64', async () => {
    const measurements = JSON.stringify(await readEvent('adelie'));
    const response = await handler(
      { requestContext: {}, body: btoa(measurements), isBase64Encoded: true },
      context,
    );
    expect(bodyOf(response)).toMatchObject({ label: 'Adelie' });
  });

  test.each([
    ['that is not JSON', '{', ['the body is not JSON']],
    ['that is missing', undefined, ['the body is not JSON']],
    [
      'without measurements',
      '{"billLengthMm":1,"billDepthMm":1,"flipperLengthMm":1}',
      ['bodyMassG: a number expected, nothing given'],
    ],
  ])('answers 400 to a body %s', async (_, body, problems) => {
    const response = await handler({ requestContext: {}, body }, context);
    expect(response).toMatchObject({ statusCode: 400 });
    expect(bodyOf(response)).toEqual({ problems });
  });
});

describe('while the model in service cannot be read', () => {
  const models = { read: () => Promise.reject(new Error('Access Denied')) };

  test('answers 503 over HTTP, without the reason', async () => {
    const response = await handlerFor({ models })(await readEvent('gentoo-http'), context);
    expect(response).toMatchObject({ statusCode: 503 });
    expect(bodyOf(response)).toEqual({ problems: ['the model in service cannot be read'] });
  });

  test('fails for everyone else', async () => {
    await expect(handlerFor({ models })(await readEvent('adelie'), context)).rejects.toThrow(
      'the model in service cannot be read',
    );
  });
});

function handlerFor(dependencies: Partial<PredictDependencies>) {
  return createHandler({
    models: createModelStore(createMemoryObjects()),
    trainShipped: trainShippedModel,
    maxAgeMs: 60_000,
    now: () => 0,
    logger: createLogger(),
    metrics: createMetrics(),
    ...dependencies,
  });
}

function bodyOf(response: unknown): unknown {
  return JSON.parse((response as { body: string }).body);
}

async function readEvent(name: string): Promise<unknown> {
  return JSON.parse(await readFile(new URL(`events/${name}.json`, import.meta.url), 'utf8'));
}
