import { GetFunctionCommand } from '@aws-sdk/client-lambda';
import { expect, it } from 'vitest';
import { setEnvironment } from '../test/by-hand.ts';
import { openStore } from '../test/open-store.ts';
import { refusal, startProxy, writesOf } from '../test/proxy.ts';
import { startStage } from '../test/stage.ts';

it('says itself that the environment grows too large, and with what', async () => {
  await using stage = await startStage();
  await using proxy = await startProxy(stage.aws.url);
  await using open = openStore(proxy.url);
  await open.deploy('hello');
  await setEnvironment(stage, 'hello', { THEIRS: `s3cr3t${'x'.repeat(3000)}` });
  const before = writesOf(proxy.seen).length;
  const source = { config: { environment: { OURS: `s3cr3t${'y'.repeat(2000)}` } } };
  const change = await open.plan('hello', source);
  const failure = await open.prepare(change, source).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'CONFIG_INVALID' });
  expect(String(failure)).toMatch(
    /environment would be 5\d\d\d bytes, Lambda takes 4096: 20\d\d are declared, .* function: THEIRS$/,
  );
  expect(String(failure)).not.toContain('s3cr3t');
  expect(writesOf(proxy.seen)).toHaveLength(before);
});

it('writes no environment in the place of one that it cannot read', async () => {
  await using stage = await startStage();
  await using first = openStore(stage.aws.url);
  await first.deploy('hello');
  const change = await first.plan('hello', { config: { environment: { MODE: 'quick' } } });

  const { Configuration } = await stage.lambda.send(
    new GetFunctionCommand({ FunctionName: 'hello' }),
  );
  const Environment = { Error: { ErrorCode: 'AccessDeniedException', Message: 'kms:Decrypt' } };
  const body = JSON.stringify({
    Configuration: { ...Configuration, Environment },
    Tags: change.attributes.tags,
  });
  await using proxy = await startProxy(stage.aws.url, ({ method, path }) => {
    const reads = method === 'GET' && path.startsWith('/2015-03-31/functions/hello');
    return Promise.resolve(reads ? { status: 200, body } : undefined);
  });
  await using open = openStore(proxy.url);
  const unreadable = {
    code: 'AWS_REFUSED',
    message: 'the environment of hello cannot be read: AccessDeniedException: kms:Decrypt',
  };
  await expect(open.plan('hello')).rejects.toMatchObject(unreadable);
  await expect(open.prepare(change)).rejects.toMatchObject(unreadable);
  expect(writesOf(proxy.seen)).toEqual([]);
});

it('does not take unreadable tags for those of somebody else', async () => {
  await using stage = await startStage();
  await using first = openStore(stage.aws.url);
  await first.deploy('hello');
  const config = { tags: { team: 'birds' } };
  const change = await first.plan('hello', { text: 'two', config });
  const { Configuration } = await stage.lambda.send(
    new GetFunctionCommand({ FunctionName: 'hello' }),
  );
  const TagsError = { ErrorCode: 'AccessDeniedException', Message: 'no lambda:ListTags' };
  await using proxy = await startProxy(stage.aws.url, ({ method, path }) => {
    const reads = method === 'GET' && path.startsWith('/2015-03-31/functions/hello');
    const body = JSON.stringify({ Configuration, TagsError });
    return Promise.resolve(reads ? { status: 200, body } : undefined);
  });
  await using open = openStore(proxy.url);
  const unreadable = {
    code: 'AWS_REFUSED',
    message: 'the tags of hello cannot be read: AccessDeniedException: no lambda:ListTags',
  };
  await expect(open.plan('hello')).rejects.toMatchObject(unreadable);
  await expect(open.prepare(change)).rejects.toMatchObject(unreadable);
  await expect(open.store.applyAttributes(change)).rejects.toMatchObject(unreadable);
  expect(writesOf(proxy.seen)).toEqual([]);
});

it('shows nothing of the environment that Lambda quotes in a refusal', async () => {
  await using stage = await startStage();
  await using first = openStore(stage.aws.url);
  await first.deploy('hello');
  await using proxy = await startProxy(stage.aws.url, ({ method, path }) => {
    const isUpdate = method === 'PUT' && path.endsWith('/configuration');
    const message = 'exceeded the 4KB limit. String measured: {"TOKEN":"s3cr3t"}';
    return Promise.resolve(
      isUpdate ? refusal(400, 'InvalidParameterValueException', message) : undefined,
    );
  });
  await using open = openStore(proxy.url);
  const failure = await open
    .deploy('hello', { config: { environment: { TOKEN: 's3cr3t' } } })
    .catch((error: unknown) => error);
  expect(String(failure)).toContain('exceeded the 4KB limit. String measured: (hidden)');
});
