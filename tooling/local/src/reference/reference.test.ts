import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { readFacts, readWaiting } from '../services/lambda/facts/read-facts.ts';
import { readCoverage } from './read-coverage.ts';
import { renderLocalAws } from './render-local-aws.ts';
import { renderLocalEndpoints } from './render-local-endpoints.ts';

test('counts each operation of each service once', async () => {
  const services = await readCoverage();
  expect(services.map(({ name }) => name)).toEqual([
    'lambda',
    'apigateway',
    'iam',
    'sts',
    'logs',
    'monitoring',
    's3',
    'sqs',
    'ssm',
    'secretsmanager',
    'events',
    'sns',
    'scheduler',
    'tagging',
  ]);
  const sts = services.find(({ name }) => name === 'sts');
  expect(sts?.implemented).toEqual(['GetCallerIdentity']);
  expect(sts?.missing).toContain('GetSessionToken');
  for (const { implemented, partly, missing } of services) {
    const all = [...implemented, ...partly.map(([operation]) => operation), ...missing];
    expect(new Set(all).size).toBe(all.length);
  }
});

test('shows what is there, what is missing, and the facts that wait with their reason', () => {
  const facts = readFacts();
  const waiting = readWaiting().slice(0, 1);
  const page = renderLocalAws({
    services: [
      {
        name: 'sts',
        protocol: 'awsQuery',
        implemented: ['GetCallerIdentity'],
        partly: [['AssumeRole', 'no a|b']],
        missing: ['GetSessionToken'],
      },
    ],
    facts,
    waiting,
  });
  expect(page).toContain('awsQuery, 2 of 3 operations.');
  expect(page).toContain(
    '| AssumeRole | partly | no a\\|b |\n| GetCallerIdentity | implemented | |',
  );
  expect(page).toContain('GetSessionToken');
  expect(page).toMatch(/\| `drop-answer` +\| The operation is carried out/);
  expect(page).toContain('| `retryAfterSeconds` of `throttle` |');
  expect(page).toContain(`### ${waiting[0]?.reason ?? ''}`);
  expect(page).toContain(`${waiting[0]?.facts.length ?? 0} wait`);
});

test('does not accept a waiting fact that is none', () => {
  const waiting = [{ reason: 'r', until: 'feature', facts: ['no such fact'] }] as const;
  expect(() => renderLocalAws({ services: [], facts: readFacts(), waiting })).toThrow(
    'no such fact',
  );
});

test('every type that an endpoint answers is shown', async () => {
  const file = new URL('../../../core/src/local-api.ts', import.meta.url);
  const page = renderLocalEndpoints(await readFile(file, 'utf8'));
  const answers = [...page.matchAll(/^Answer: (.*)$/gm)].map(([, answer = '']) => answer);
  expect(answers.filter((answer) => /(?<!\[)\bLocal[A-Z]/.test(answer))).toEqual([]);
  expect(answers.filter((answer) => answer.includes('(#types)'))).toHaveLength(10);
});
