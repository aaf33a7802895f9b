import { CreateFunctionCommand, GetFunctionCommand } from '@aws-sdk/client-lambda';
import { zipFiles } from '@tooling/bundle';
import { expect, it } from 'vitest';
import { openStore } from '../test/open-store.ts';
import { startProxy } from '../test/proxy.ts';
import { startStage, type TestStage } from '../test/stage.ts';

/** Somebody else's function, made with the role that our own deploy made for it. */
async function createByHand({ lambda, aws }: TestStage, name: string): Promise<void> {
  const contents = new TextEncoder().encode("exports.handler = async () => 'theirs';\n");
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Role: `arn:aws:iam::${aws.accountId}:role/lambda-deploy/${name}-${aws.region}`,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Code: { ZipFile: zipFiles([{ path: 'index.js', contents }]) },
    }),
  );
}

it('leaves a function alone that somebody else made just before us', async () => {
  await using stage = await startStage();
  await using proxy = await startProxy(stage.aws.url, async ({ method, path }) => {
    if (method === 'POST' && path === '/2015-03-31/functions') await createByHand(stage, 'hello');
  });
  await using open = openStore(proxy.url);
  await expect(open.deploy('hello')).rejects.toMatchObject({ code: 'FUNCTION_NOT_OURS' });
  const { Configuration, Tags } = await stage.lambda.send(
    new GetFunctionCommand({ FunctionName: 'hello' }),
  );
  expect(Configuration?.Description).toBe('');
  expect(Configuration?.Environment).toBeUndefined();
  expect(Tags ?? {}).toEqual({});
});

it('takes a function for its own whose creation it was not told of', async () => {
  await using stage = await startStage();
  let creations = 0;
  await using proxy = await startProxy(stage.aws.url, ({ method, path }) => {
    if (method === 'POST' && path === '/2015-03-31/functions') creations += 1;
    const isFirst = creations === 1 && method === 'POST' && path === '/2015-03-31/functions';
    return Promise.resolve(isFirst ? ('drop-answer' as const) : undefined);
  });
  await using open = openStore(proxy.url);
  expect(await open.deploy('hello')).toBe('1');
  expect(creations).toBe(2);
});
