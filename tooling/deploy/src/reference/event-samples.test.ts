import { GetFunctionUrlConfigCommand } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { bucket, functionUrl } from '@tooling/core/triggers';
import { expect, it } from 'vitest';
import { shapeOf } from '../../test/shape-of.ts';
import { startTriggerLab } from '../../test/trigger-lab.ts';
import { bucketRuleSample, functionUrlSample } from './event-samples.ts';

it('has samples of what function URLs and buckets by EventBridge really send', async () => {
  await using lab = await startTriggerLab();
  await lab.clients.s3.send(new CreateBucketCommand({ Bucket: 'birds' }));
  const triggers = [functionUrl({ authType: 'NONE' }), bucket('birds', { via: 'eventbridge' })];
  expect(await lab.deploy(triggers)).toMatchObject({ exitCode: 0 });

  const named = { FunctionName: 'hello', Qualifier: 'live' };
  const { FunctionUrl = '' } = await lab.stage.lambda.send(new GetFunctionUrlConfigCommand(named));
  await lab.ask(`${FunctionUrl}birds?name=Ada`);
  const object = { Bucket: 'birds', Key: 'in/first file.csv', Body: 'x' };
  await lab.clients.s3.send(new PutObjectCommand(object));

  const real = (await lab.readEvents()).map(shapeOf);
  expect(real).toContainEqual(shapeOf(functionUrlSample));
  expect(real).toContainEqual(shapeOf(bucketRuleSample));
});
