import {
  CreateAliasCommand,
  CreateFunctionUrlConfigCommand,
  DeleteAliasCommand,
  DeleteFunctionCommand,
  DeleteFunctionUrlConfigCommand,
  GetFunctionUrlConfigCommand,
  ListFunctionUrlConfigsCommand,
  UpdateFunctionUrlConfigCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callWeb } from '../../testing/web-client.ts';
import { startUrlLab, urlPermissions, type UrlLab } from './testing/start-url-lab.ts';

const { both } = urlPermissions;
const echo = 'exports.handler = async (event) => event;';

let lab: UrlLab;
beforeAll(async () => {
  lab = await startUrlLab();
});
beforeEach(() => lab.reset());
afterAll(() => lab.stop());

describe('the configuration of a function URL', () => {
  it('is read back as it was written', async () => {
    const Cors = {
      AllowCredentials: true,
      AllowHeaders: ['content-type'],
      AllowMethods: ['GET', 'POST'],
      AllowOrigins: ['https://example.com'],
      ExposeHeaders: ['x-answer'],
      MaxAge: 60,
    };
    const FunctionUrl = await lab.deploy(echo, { Cors, InvokeMode: 'RESPONSE_STREAM' });
    expect(FunctionUrl).toMatch(/^http:\/\/[a-z0-9]{32}\.lambda-url\.us-east-1\.localhost:\d+\/$/);
    expect(new URL(FunctionUrl).port).toBe(String(lab.aws.port));
    const { $metadata: _, ...config } = await lab.lambda.send(
      new GetFunctionUrlConfigCommand({ FunctionName: 'web' }),
    );
    expect(config).toEqual({
      FunctionUrl,
      FunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:web',
      AuthType: 'NONE',
      Cors,
      InvokeMode: 'RESPONSE_STREAM',
      CreationTime: expect.any(String),
      LastModifiedTime: expect.any(String),
    });
  });

  it('keeps what an update does not say, its address too, until it is deleted', async () => {
    const FunctionUrl = await lab.deploy(echo, { InvokeMode: 'BUFFERED' });
    const FunctionName = 'web';
    const updated = await lab.lambda.send(
      new UpdateFunctionUrlConfigCommand({ FunctionName, AuthType: 'AWS_IAM' }),
    );
    expect(updated).toMatchObject({ FunctionUrl, AuthType: 'AWS_IAM', InvokeMode: 'BUFFERED' });
    await lab.lambda.send(new DeleteFunctionUrlConfigCommand({ FunctionName }));
    const { FunctionUrlConfigs } = await lab.lambda.send(
      new ListFunctionUrlConfigsCommand({ FunctionName }),
    );
    expect(FunctionUrlConfigs).toEqual([]);
    const answer = await callWeb(FunctionUrl);
    expect([answer.status, answer.text]).toEqual([403, '{"Message":null}']);
  });

  it('belongs to an alias by itself, with its own permissions', async () => {
    const own = await lab.deploy(echo);
    const alias = { FunctionName: 'web', Name: 'live', FunctionVersion: '1' };
    await lab.lambda.send(new CreateAliasCommand(alias));
    const { FunctionUrl = '', FunctionArn = '' } = await lab.lambda.send(
      new CreateFunctionUrlConfigCommand({
        FunctionName: 'web',
        Qualifier: 'live',
        AuthType: 'NONE',
      }),
    );
    expect(FunctionArn).toMatch(/:function:web:live$/);
    expect((await callWeb(own)).status).toBe(200);
    expect((await callWeb(FunctionUrl)).status).toBe(403);
    await lab.allow(both, 'live');
    expect((await callWeb(FunctionUrl)).status).toBe(200);
    await lab.lambda.send(new DeleteAliasCommand(alias));
    expect((await callWeb(FunctionUrl)).status).toBe(403);
    await lab.lambda.send(new DeleteFunctionCommand({ FunctionName: 'web' }));
    expect((await callWeb(own)).json()).toEqual({ Message: null });
  });
});
