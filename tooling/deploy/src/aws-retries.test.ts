import { expect, it } from 'vitest';
import { openStore } from '../test/open-store.ts';
import { refusal, startProxy, type SeenRequest } from '../test/proxy.ts';
import { createTestClock } from '../test/run-lambda.ts';
import { startStage } from '../test/stage.ts';

const publishes = ({ method, path }: SeenRequest) =>
  method === 'POST' && path.endsWith('/versions');

/** Refuses the first requests of a kind, then passes them on. */
function refuseFirst(count: number, isMeant: (seen: SeenRequest) => boolean, answer = throttled) {
  let refused = 0;
  return (seen: SeenRequest) => {
    if (!isMeant(seen) || refused === count) return Promise.resolve(undefined);
    refused += 1;
    return Promise.resolve(answer);
  };
}

const throttled = refusal(429, 'TooManyRequestsException', 'Rate exceeded');

it('does not give up while others leave nothing of the quota, however often it is refused', async () => {
  const clock = createTestClock();
  await using stage = await startStage();
  await using proxy = await startProxy(stage.aws.url, refuseFirst(40, publishes));
  await using open = openStore(proxy.url, { clock, limited: true });
  expect(await open.deploy('hello')).toBe('1');
  const waits = open.store.waits();
  expect(waits[0]).toMatchObject({ reason: 'throttled', quota: 'Lambda', times: 40 });
});

it('gives up when that lasts for minutes, and says what AWS said', async () => {
  const clock = createTestClock();
  await using stage = await startStage();
  await using proxy = await startProxy(stage.aws.url, refuseFirst(Infinity, publishes));
  await using open = openStore(proxy.url, { clock, limited: true });
  await expect(open.deploy('hello')).rejects.toMatchObject({
    code: 'AWS_REFUSED',
    message: expect.stringContaining('Rate exceeded') as string,
  });
  expect(clock.now()).toBeGreaterThan(5 * 60_000);
  expect(clock.now()).toBeLessThan(7 * 60_000);
});

it('repeats what AWS failed at five times', async () => {
  const clock = createTestClock();
  const failed = refusal(503, 'ServiceException', 'try again');
  await using stage = await startStage();
  await using patient = await startProxy(stage.aws.url, refuseFirst(5, publishes, failed));
  await using first = openStore(patient.url, { clock });
  expect(await first.deploy('hello')).toBe('1');
  expect(first.store.waits()).toContainEqual(
    expect.objectContaining({ reason: 'retry', quota: 'Lambda', times: 5 }),
  );
  await using stubborn = await startProxy(stage.aws.url, refuseFirst(Infinity, publishes, failed));
  await using second = openStore(stubborn.url, { clock });
  await expect(second.deploy('hello', { text: 'two' })).rejects.toMatchObject({
    code: 'AWS_REFUSED',
  });
  expect(stubborn.seen.filter(publishes)).toHaveLength(6);
});

it('takes a full account for an answer, and no reason to ask again', async () => {
  await using stage = await startStage();
  const creates = ({ body }: SeenRequest) => body.includes('Action=CreateRole');
  const full = {
    status: 409,
    headers: { 'content-type': 'text/xml' },
    body: '<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type><Code>LimitExceeded</Code><Message>Cannot exceed quota for RolesPerAccount: 1000</Message></Error><RequestId>1</RequestId></ErrorResponse>',
  };
  await using proxy = await startProxy(stage.aws.url, refuseFirst(Infinity, creates, full));
  await using open = openStore(proxy.url);
  await expect(open.deploy('hello')).rejects.toMatchObject({
    message: expect.stringContaining('RolesPerAccount') as string,
  });
  expect(proxy.seen.filter(creates)).toHaveLength(1);
});
