import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  CreateAliasCommand,
  GetAliasCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { zipOf } from '../services/lambda/testing/start-lambda.ts';
import { startFaultLab, type FaultLab } from './testing/start-fault-lab.ts';

let lab: FaultLab;
beforeEach(async () => {
  lab = await startFaultLab();
});
afterEach(async () => {
  await lab.stop();
  expect(lab.aws.failures).toEqual([]);
});

describe('answers that are none of the operation', () => {
  test('throttles so many requests, with what a client needs to wait', async () => {
    await lab.aws.setFaults('ListFunctions=throttle:3s:2');
    for (let sent = 0; sent < 2; sent++) {
      await expect(lab.list()).rejects.toMatchObject({
        name: 'TooManyRequestsException',
        message: 'Rate exceeded',
        Reason: 'CallerRateLimitExceeded',
        retryAfterSeconds: '3',
        $metadata: { httpStatusCode: 429 },
      });
    }
    expect((await lab.list()).Functions).toEqual([]);
    expect(lab.aws.faults().rules).toMatchObject([{ matched: 3, struck: 2 }]);
  });

  test('has the words of each service, and what the SDK retries', async () => {
    await lab.aws.setFaults(
      'iam:*=throttle@#1,iam:*=500@#2,iam:*=503@#3,lambda:*=500@#1,lambda:*=503',
    );
    const get = () => lab.iam.send(new GetRoleCommand({ RoleName: 'r' }));
    await expect(get()).rejects.toMatchObject({ name: 'Throttling' });
    await expect(get()).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
    await expect(get()).rejects.toMatchObject({ name: 'ServiceUnavailable' });
    await expect(lab.list()).rejects.toMatchObject({ name: 'ServiceException' });
    await expect(lab.list()).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } });
    const patient = new IAMClient({ ...lab.aws.client, maxAttempts: 4, retryMode: 'standard' });
    await lab.aws.setFaults('iam:*=throttle@#1,iam:*=500@#2,iam:*=503@#3');
    const { $metadata } = await patient.send(new GetRoleCommand({ RoleName: 'r' }));
    expect($metadata.attempts).toBe(4);
    patient.destroy();
  });

  test('refuses writes as an update in progress or a stale revision would', async () => {
    await lab.create();
    await lab.aws.setFaults('lambda:*=conflict:1,UpdateFunctionConfiguration=precondition:1');
    await lab.read();
    await expect(lab.configure(5)).rejects.toMatchObject({
      name: 'ResourceConflictException',
      message:
        'The operation cannot be performed at this time. An update is in progress for resource: arn:aws:lambda:us-east-1:000000000000:function:f',
    });
    const { RevisionId } = await lab.read();
    await expect(lab.configure(5, 'f', RevisionId)).rejects.toMatchObject({
      name: 'PreconditionFailedException',
      $metadata: { httpStatusCode: 412 },
    });
    // Without a revision there is nothing that could be stale.
    await lab.aws.setFaults('UpdateFunctionConfiguration=precondition');
    expect((await lab.configure(5)).Timeout).toBe(5);
    expect(lab.aws.faults().rules).toMatchObject([{ matched: 0, struck: 0 }]);
  });

  test('lets a role be late, by attempts of each function or by the clock', async () => {
    const late = { message: 'The role defined for the function cannot be assumed by Lambda.' };
    await lab.aws.setFaults('CreateFunction=role-not-ready:1each');
    await expect(lab.create('a')).rejects.toMatchObject(late);
    await expect(lab.create('b')).rejects.toMatchObject(late);
    await lab.create('a');
    await lab.create('b');
    await lab.aws.setFaults('CreateFunction=role-not-ready:5s');
    await expect(lab.create('c')).rejects.toMatchObject(late);
    lab.aws.clock.nowMs += 4999;
    await expect(lab.create('c')).rejects.toMatchObject(late);
    lab.aws.clock.nowMs += 1;
    await lab.create('c');
  });
});

describe('connections', () => {
  test('break before the operation', async () => {
    await lab.aws.setFaults('CreateFunction=drop-request:1');
    await expect(lab.create()).rejects.toThrow('socket hang up');
    expect((await lab.list()).Functions).toEqual([]);
  });

  test.each(['drop-answer', 'half-answer'])('break after the operation: %s', async (fault) => {
    await lab.aws.setFaults(`CreateFunction=${fault}:1`);
    await expect(lab.create()).rejects.toThrow(/socket hang up|aborted/);
    expect((await lab.list()).Functions).toHaveLength(1);
    expect(lab.aws.requests().operations).toMatchObject({
      'lambda:CreateFunction': { cut: 1 },
      'lambda:ListFunctions': { 200: 1 },
    });
  });

  test('break although the answer is an error', async () => {
    await lab.aws.setFaults('GetFunctionConfiguration=drop-answer:1');
    await expect(lab.read()).rejects.toThrow('socket hang up');
    await expect(lab.read()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('are slow, and no slower than until the end', async () => {
    await lab.aws.setFaults('*=delay:40-50ms:1');
    const before = performance.now();
    await lab.list();
    expect(performance.now() - before).toBeGreaterThanOrEqual(39);
    await lab.aws.setFaults('*=delay:60s');
    const waiting = lab.list();
    // Whatever a request waits for, closing does not.
    await expect.poll(() => lab.aws.faults().rules[0]?.struck, { timeout: 60_000 }).toBe(1);
    await lab.aws.close();
    expect((await waiting).Functions).toEqual([]);
  });
});

describe('changes that end Failed', () => {
  test('an update: what ran before goes on, and another update repairs it', async () => {
    await lab.create();
    await lab.aws.setFaults('UpdateFunctionConfiguration=ends-failed:InvalidConfiguration:1');
    expect((await lab.configure(9)).LastUpdateStatus).toBe('InProgress');
    expect((await lab.read()).LastUpdateStatus).toBe('InProgress');
    lab.settle();
    expect(await lab.read()).toMatchObject({
      State: 'Active',
      LastUpdateStatus: 'Failed',
      LastUpdateStatusReasonCode: 'InvalidConfiguration',
    });
    await expect(lab.publish()).rejects.toMatchObject({ name: 'ResourceConflictException' });
    await lab.configure(9);
    lab.settle();
    expect((await lab.read()).LastUpdateStatus).toBe('Successful');
    expect((await lab.publish()).Timeout).toBe(9);
  });

  test('a creation: nothing can be done with the function', async () => {
    await lab.aws.setFaults('CreateFunction=ends-failed:1');
    await lab.create();
    expect(await lab.read()).toMatchObject({ State: 'Failed', StateReasonCode: 'InternalError' });
    const failed = { name: 'ResourceConflictException' };
    await expect(lab.publish()).rejects.toMatchObject(failed);
    await expect(lab.configure(9)).rejects.toMatchObject(failed);
  });
});

describe('a stranger in between', () => {
  test('deletes the function', async () => {
    await lab.create();
    await lab.aws.setFaults('PublishVersion=stranger:delete:1');
    await expect(lab.publish()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    expect((await lab.list()).Functions).toEqual([]);
  });

  test('changes its memory or its code', async () => {
    await lab.create();
    const { RevisionId, CodeSha256 } = await lab.read();
    await lab.aws.setFaults('UpdateFunctionConfiguration=stranger:configuration:1');
    await expect(lab.configure(9, 'f', RevisionId)).rejects.toMatchObject({
      name: 'ResourceConflictException',
    });
    lab.settle();
    expect((await lab.read()).MemorySize).toBe(129);
    await lab.aws.setFaults('UpdateFunctionCode=stranger:code');
    const update = new UpdateFunctionCodeCommand({ FunctionName: 'f', ZipFile: zipOf() });
    await expect(lab.lambda.send(update)).rejects.toMatchObject({
      name: 'ResourceConflictException',
    });
    lab.settle();
    expect((await lab.read()).CodeSha256).not.toBe(CodeSha256);
  });

  test('moves its aliases', async () => {
    await lab.create();
    await lab.publish();
    const alias = { FunctionName: 'f', Name: 'live' };
    const { RevisionId } = await lab.lambda.send(
      new CreateAliasCommand({ ...alias, FunctionVersion: '1' }),
    );
    await lab.configure(9);
    lab.settle();
    await lab.publish();
    await lab.aws.setFaults('UpdateAlias=stranger:alias');
    const move = new UpdateAliasCommand({ ...alias, FunctionVersion: '2', RevisionId });
    await expect(lab.lambda.send(move)).rejects.toMatchObject({
      name: 'PreconditionFailedException',
    });
    expect((await lab.lambda.send(new GetAliasCommand(alias))).FunctionVersion).toBe('2');
  });
});
