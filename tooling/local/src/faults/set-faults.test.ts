import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestAws } from '../testing/start-test-aws.ts';
import type { FaultsInForce } from './open-faults.ts';
import { startFaultLab, type FaultLab } from './testing/start-fault-lab.ts';

let lab: FaultLab;
beforeEach(async () => {
  lab = await startFaultLab();
});
afterEach(async () => {
  await lab.stop();
  expect(lab.aws.failures).toEqual([]);
});

describe('chance', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];
  async function struck(faults: string, order: readonly string[]): Promise<string[]> {
    await lab.aws.setFaults(faults);
    const failed: string[] = [];
    for (const name of order) {
      for (let turn = 1; turn <= 3; turn++) {
        await lab.read(name).catch((error: unknown) => {
          if ((error as Error).name !== 'ResourceNotFoundException') failed.push(`${name}${turn}`);
        });
      }
    }
    return failed.sort();
  }

  test('is repeated by the seed, in whatever order the functions come', async () => {
    const faults = 'seed=1,GetFunctionConfiguration=500@0.3';
    const first = await struck(faults, names);
    expect(first.length).toBeGreaterThan(3);
    expect(first.length).toBeLessThan(20);
    expect(await struck(faults, names.toReversed())).toEqual(first);
    expect(await struck(faults.replace('seed=1', 'seed=2'), names)).not.toEqual(first);
  });

  test('has a seed that is told, unless one is given', async () => {
    const { seed } = await lab.aws.setFaults('GetFunctionConfiguration=500@0.3');
    expect(seed).toBeTypeOf('number');
    const first = await struck(`seed=${seed},GetFunctionConfiguration=500@0.3`, names);
    expect(await struck(`seed=${seed},GetFunctionConfiguration=500@30%`, names)).toEqual(first);
  });
});

describe('over HTTP', () => {
  const faults = (init?: RequestInit) => fetch(`${lab.aws.url}/_local/faults`, init);

  test('are set, shown and taken away', async () => {
    const posted = await faults({ method: 'POST', body: 'seed=7,ListFunctions=500:1' });
    const inForce = (await posted.json()) as FaultsInForce;
    expect(inForce).toEqual({
      seed: 7,
      rules: [{ operation: 'ListFunctions', fault: '500', times: 1, matched: 0, struck: 0 }],
    });
    await expect(lab.list()).rejects.toMatchObject({ name: 'ServiceException' });
    await lab.aws.reset();
    expect(await (await faults()).json()).toMatchObject({ rules: [{ matched: 1, struck: 1 }] });
    const body = JSON.stringify({ rules: [{ operation: 'ListFunctions', fault: '503' }] });
    await faults({ method: 'POST', body });
    await expect(lab.list()).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } });
    expect(await (await faults({ method: 'DELETE' })).json()).toEqual({ rules: [] });
    await lab.list();
  });

  test.each([
    ['ListFunctions=fire', 'ListFunctions=fire: "fire" is no fault'],
    [
      'ListFunction=500',
      'ListFunction=500: there is no operation "ListFunction": did you mean "ListFunctions"?',
    ],
    ['lamda:*=500', 'lamda:*=500: there is no service "lamda": did you mean "lambda"?'],
    ['GetFunction=conflict', 'GetFunction=conflict: GetFunction cannot have this fault'],
    ['GetRole=stranger:delete', 'GetRole=stranger: GetRole cannot have this fault'],
    ['CreateFunction=ends-failed:Boredom', 'there is no reason code "Boredom"'],
  ])('are refused with what is wrong: %s', async (body, problem) => {
    await lab.aws.setFaults('ListFunctions=500');
    const answer = await faults({ method: 'POST', body });
    expect(answer.status).toBe(400);
    const { problems } = (await answer.json()) as { readonly problems: readonly string[] };
    expect(problems).toEqual([expect.stringContaining(problem)]);
    // What was in force stays so.
    await expect(lab.list()).rejects.toMatchObject({ name: 'ServiceException' });
  });

  test('keep a local AWS from starting when they are wrong, and release its state', async () => {
    await expect(startTestAws({ faults: 'ListFunction=500' })).rejects.toMatchObject({
      code: 'USAGE',
    });
    const { stateDirectory } = lab.aws;
    await lab.aws.close();
    const options = { stateDirectory, faults: 'ListFunction=500' };
    await expect(startTestAws(options)).rejects.toMatchObject({ code: 'USAGE' });
    const again = await startTestAws({ stateDirectory, faults: 'ListFunctions=500' });
    expect(again.faults().rules).toHaveLength(1);
    await again.close();
  });
});

test('counts requests by operation and answer, since the last reset', async () => {
  await lab.create();
  await lab.list();
  await lab.read('missing').catch(() => undefined);
  await fetch(`${lab.aws.url}/2018-10-31/layers`);
  const { operations, total } = lab.aws.requests();
  expect(operations).toEqual({
    'iam:CreateRole': { 200: 1 },
    'lambda:CreateFunction': { 201: 1 },
    'lambda:GetFunctionConfiguration': { 404: 1 },
    'lambda:ListFunctions': { 200: 1 },
    'lambda:unknown': { 403: 1 },
  });
  expect(total).toBe(5);
  const requests = `${lab.aws.url}/_local/requests`;
  expect(await (await fetch(requests)).json()).toEqual(lab.aws.requests());
  await fetch(requests, { method: 'POST' });
  expect(await (await fetch(requests)).json()).toEqual({
    since: new Date(lab.aws.clock.nowMs).toISOString(),
    total: 0,
    operations: {},
  });
});
