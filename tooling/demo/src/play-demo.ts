import { GetApisCommand } from '@aws-sdk/client-apigatewayv2';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { formatPenguins } from '@packages/penguins';
import { describeTrigger } from '@tooling/core';
import type { LocalAws } from '@tooling/local';
import { askLocally } from './ask-locally.ts';
import { createClients, type Clients } from './create-clients.ts';
import { deployFunctions, functionNames } from './deploy-functions.ts';
import type { Hop, QuarantinedRow } from './hop.ts';
import { createLogReader } from './read-log.ts';

/** As deploy.config.ts and the lambdas' configurations call them in stage `local`. */
const bucket = 'penguins-local';
const topic = 'model-news-local';

const upload = 'incoming/penguins.csv';

/** Rows that nobody can use, below those of the data set. */
const badRows = [
  'Emperor,45.1,17,207,NA', // no such species here, and a mass that was not taken
  'Gentoo,,13.2,211,4500',
  'Adelie,39.1,18.7,181,3750,2007',
];

const gentoo = { billLengthMm: 46.1, billDepthMm: 13.2, flipperLengthMm: 211, bodyMassG: 4500 };
const incomplete = { billLengthMm: 46.1, billDepthMm: 'thin', flipperLengthMm: 211 };

/**
 * Plays the example from the upload of a data set to the news of a new model, with the functions of
 * this repository, deployed by its own command.
 *
 * @param env - of the command
 * @returns each thing that happened, as soon as it has
 */
export async function* playDemo(aws: LocalAws, env: NodeJS.ProcessEnv): AsyncGenerator<Hop> {
  const clients = createClients(aws);
  const readLogs = createLogReader(clients);
  /** Whatever is under way is over by then. */
  const settle = () => aws.setClock({ advanceSeconds: 0 });
  const logged = async (...names: readonly string[]): Promise<Hop> => {
    await settle();
    return { type: 'logged', lines: await readLogs(names) };
  };
  try {
    yield { type: 'started', url: aws.url, now: aws.showClock().now };
    yield await deploy(aws, env);
    const inbox = await subscribe(clients, aws);
    await readLogs(functionNames); // of the smoke tests

    yield await putUpload(clients);
    yield await logged('ingest');
    yield await readStored(clients);

    const url = `${await readApi(clients)}/predict`;
    yield await ask(url, gentoo);
    yield await logged('predict');

    yield await passMonth(aws);
    yield await logged('retrain-model', 'notify', 'publish-news');
    yield* receive(clients, inbox);

    yield await ask(url, gentoo);
    yield await logged('predict');
    yield await ask(url, incomplete);
  } finally {
    clients.destroy();
  }
}

async function deploy({ url, accountId, region }: LocalAws, env: NodeJS.ProcessEnv): Promise<Hop> {
  const deployed = await deployFunctions(url, env);
  const place = { partition: 'aws', region, account: accountId };
  const functions = deployed.map(
    ({ functionName: name, triggers: { triggers } = { triggers: [] } }) => ({
      name,
      startedBy: triggers.map((trigger) => {
        const { type, title } = describeTrigger(trigger, { functionName: name, place });
        return title.startsWith(type) ? title : `${type} ${title}`;
      }),
    }),
  );
  return { type: 'deployed', functions };
}

/** Somebody who wants to hear the news. */
async function subscribe({ sns, sqs }: Clients, { accountId, region }: LocalAws): Promise<string> {
  const QueueName = 'demo-inbox';
  const queueArn = `arn:aws:sqs:${region}:${accountId}:${QueueName}`;
  const TopicArn = `arn:aws:sns:${region}:${accountId}:${topic}`;
  const mayDeliver = {
    Effect: 'Allow',
    Principal: { Service: 'sns.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: queueArn,
    Condition: { ArnEquals: { 'aws:SourceArn': TopicArn } },
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [mayDeliver] });
  const queue = new CreateQueueCommand({ QueueName, Attributes: { Policy } });
  const { QueueUrl = '' } = await sqs.send(queue);
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: queueArn }));
  return QueueUrl;
}

async function putUpload({ s3 }: Clients): Promise<Hop> {
  const csv = `${formatPenguins()}${badRows.join('\n')}\n`;
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: upload, Body: csv }));
  return { type: 'uploaded', key: `${bucket}/${upload}`, rows: csv.trim().split('\n').length - 1 };
}

async function readStored({ s3 }: Clients): Promise<Hop> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
  const keys = Contents.map(({ Key = '' }) => Key);
  const found = keys.filter((key) => key.startsWith('quarantine/'));
  const rows = await Promise.all(
    found.map(async (Key) => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
      return JSON.parse((await Body?.transformToString()) ?? '') as { bad: QuarantinedRow[] };
    }),
  );
  return { type: 'stored', keys, quarantined: rows.flatMap(({ bad }) => bad) };
}

async function readApi({ api }: Clients): Promise<string> {
  const { Items = [] } = await api.send(new GetApisCommand({}));
  return Items[0]?.ApiEndpoint ?? '';
}

async function ask(url: string, question: object): Promise<Hop> {
  const { status, body } = await askLocally(url, question);
  const answer = JSON.parse(body) as Readonly<Record<string, unknown>>;
  return { type: 'asked', question, status, answer };
}

/** To the moment of the monthly schedule, and on until what it started is over. */
async function passMonth(aws: LocalAws): Promise<Hop> {
  const from = aws.showClock().now;
  const date = new Date(from);
  const next = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1, 3);
  await aws.setClock({ to: new Date(next).toISOString() });
  // Queues are polled by the clock, too.
  await aws.setClock({ advanceSeconds: 60 });
  return { type: 'passed', from, to: aws.showClock().now };
}

async function* receive({ sqs }: Clients, QueueUrl: string): AsyncGenerator<Hop> {
  const input = { QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 };
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(input));
  for (const { Body = '{}' } of Messages) {
    const { Subject = '', Message = '' } = JSON.parse(Body) as Record<string, string>;
    yield { type: 'received', subject: Subject, text: Message };
  }
}
