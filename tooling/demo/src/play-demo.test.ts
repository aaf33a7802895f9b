import { expect, test } from 'vitest';
import type { Hop } from './hop.ts';
import { playDemo } from './play-demo.ts';
import { renderHop } from './render-hop.ts';
import { startDemoAws } from './start-demo-aws.ts';

const text = (pattern: RegExp) => expect.stringMatching(pattern) as string;

test('leads from an upload to a new model in service, and to the news of it', async () => {
  await using aws = await startDemoAws();
  const hops: Hop[] = [];
  for await (const hop of playDemo(aws, process.env)) hops.push(hop);

  const trainedAt = text(/^\d{4}-\d\d-01T03:00:00Z$/);
  const reason = 'accuracy 96.5 %, exactly as before';
  const subject = 'A new model is in service';
  expect(hops).toMatchObject([
    { type: 'started', url: aws.url },
    {
      type: 'deployed',
      functions: [
        { name: 'ingest', startedBy: ['bucket penguins-local/incoming/*.csv ObjectCreated:*'] },
        { name: 'notify', startedBy: ['eventPattern {"source":["retrain-model"]}'] },
        { name: 'predict', startedBy: ['httpApi POST /predict'] },
        { name: 'publish-news', startedBy: ['queue model-news-local'] },
        { name: 'retrain-model', startedBy: ['schedule cron(0 3 1 * ? *)'] },
      ],
    },
    { type: 'uploaded', rows: 345 },
    {
      lines: [
        { functionName: 'ingest', message: 'rows stored', fields: { good: 342, bad: 3 } },
        { functionName: 'ingest', message: 'rows quarantined', level: 'WARN' },
      ],
    },
    {
      type: 'stored',
      keys: ['incoming/penguins.csv', 'quarantine/penguins.csv.json', 'rows/penguins.csv.json'],
      quarantined: [{ line: 344 }, { line: 345, reasons: ['billLengthMm: is missing'] }, {}],
    },
    { type: 'asked', status: 200, answer: { label: 'Gentoo', model: 'shipped' } },
    { lines: [{ functionName: 'predict', message: 'predicted', fields: { model: 'shipped' } }] },
    { type: 'passed' },
    {
      lines: [
        { functionName: 'retrain-model', message: 'model trained', fields: { rows: 342, reason } },
        { functionName: 'notify', message: 'message sent', fields: { subject } },
        { functionName: 'publish-news', message: 'published', fields: { subject } },
      ],
    },
    { type: 'received', subject, text: text(/^Trained at \S+-01T03:00:00Z from 342 rows: accur/) },
    { type: 'asked', status: 200, answer: { label: 'Gentoo', model: trainedAt } },
    { lines: [{ functionName: 'predict', fields: { model: trainedAt } }] },
    {
      type: 'asked',
      status: 400,
      answer: { problems: [text(/^billDepthMm/), text(/^bodyMassG/)] },
    },
  ]);
  expect(hops.map(renderHop).join('')).not.toMatch(/undefined|NaN|\[object/);
});
