import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  CreateAuthorizerCommand,
  type CreateAuthorizerRequest,
} from '@aws-sdk/client-apigatewayv2';
import { AddPermissionCommand } from '@aws-sdk/client-lambda';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { signRequest } from '../../testing/sign-request.ts';
import { callWeb } from '../../testing/web-client.ts';
import { startApiLab, type ApiLab, type TestApi } from './testing/start-api-lab.ts';

const echo = 'exports.handler = async (event) => event;';

let lab: ApiLab;
let issuer: TestIssuer;
beforeAll(async () => {
  [lab, issuer] = await Promise.all([startApiLab(), startIssuer()]);
});
beforeEach(() => lab.reset());
afterAll(async () => {
  await lab.stop();
  issuer.server.close();
});

interface TestIssuer {
  readonly server: Server;
  readonly url: string;
  readonly privateKey: CryptoKey;
}

/** Tells its keys where OpenID Connect says that they are. */
async function startIssuer(): Promise<TestIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256' }];
  const server = createServer((request, response) => {
    const jwks_uri = `${url}/keys`;
    response.end(JSON.stringify(request.url === '/keys' ? { keys } : { issuer: url, jwks_uri }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return { server, url, privateKey };
}

async function token(claims: JWTPayload, key: CryptoKey = issuer.privateKey): Promise<string> {
  const nowSeconds = lab.aws.clock.nowMs / 1000;
  return await new SignJWT({ iss: issuer.url, aud: 'us', exp: nowSeconds + 60, ...claims })
    .setProtectedHeader({ alg: 'RS256', kid: 'one' })
    .sign(key);
}

/** An API with one route, for which an authorizer is asked. */
async function deploy(
  authorizer: Partial<CreateAuthorizerRequest>,
  scopes?: string[],
): Promise<TestApi & { readonly AuthorizerId: string }> {
  const functionArn = await lab.createFunction('answers', echo);
  const api = await lab.createApi();
  const { AuthorizerId = '' } = await lab.api.send(
    new CreateAuthorizerCommand({
      ApiId: api.ApiId,
      Name: 'asked',
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      ...authorizer,
    }),
  );
  await lab.addRoute(api.ApiId, 'GET /', functionArn, {
    AuthorizationType: authorizer.AuthorizerType === 'REQUEST' ? 'CUSTOM' : 'JWT',
    AuthorizerId,
    AuthorizationScopes: scopes,
  });
  await lab.addStage(api.ApiId);
  return { ...api, AuthorizerId };
}

const jwt = () => ({ JwtConfiguration: { Issuer: issuer.url, Audience: ['us'] } });

describe('a JWT authorizer', () => {
  const call = async ({ ApiEndpoint }: TestApi, authorization: string) =>
    await callWeb(`${ApiEndpoint}/`, { headers: { authorization } });

  it('lets a token of its issuer in, and tells the function its claims', async () => {
    const api = await deploy(jwt());
    const text = await token({ sub: 'somebody', groups: ['a', 'b'] });
    const { requestContext } = (await call(api, `Bearer ${text}`)).json();
    expect(requestContext).toMatchObject({
      authorizer: {
        jwt: { claims: { sub: 'somebody', groups: '[a b]', aud: 'us' }, scopes: null },
      },
    });
    expect((await call(api, text)).status).toBe(200);
  });

  it('refuses every other token', async () => {
    const api = await deploy(jwt());
    const { privateKey } = await generateKeyPair('RS256');
    const tokens = await Promise.all([
      token({ iss: 'https://somebody.example' }),
      token({ aud: 'others' }),
      token({ exp: lab.aws.clock.nowMs / 1000 - 1 }),
      token({ nbf: lab.aws.clock.nowMs / 1000 + 60 }),
      token({}, privateKey),
    ]);
    for (const text of [...tokens, 'no token']) {
      const answer = await call(api, `Bearer ${text}`);
      expect([answer.status, answer.text]).toEqual([401, '{"message":"Unauthorized"}']);
      expect(answer.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
    }
    expect((await callWeb(`${api.ApiEndpoint}/`)).status).toBe(401);
  });

  it('wants one of the scopes of the route', async () => {
    const api = await deploy(jwt(), ['read', 'write']);
    const refused = await call(api, `Bearer ${await token({ scope: 'other' })}`);
    expect([refused.status, refused.text]).toEqual([403, '{"message":"Forbidden"}']);
    const allowed = await call(api, `Bearer ${await token({ scope: 'other write' })}`);
    expect(allowed.status).toBe(200);
  });

  it('says that it reaches no issuer on another machine', async () => {
    const api = await deploy({
      JwtConfiguration: { Issuer: 'https://issuer.example', Audience: ['us'] },
    });
    const answer = await call(api, 'Bearer x');
    expect(answer.status).toBe(501);
    expect(answer.text).toContain('https://issuer.example');
  });
});

describe('a route with AWS_IAM', () => {
  it('lets in who signs, and nobody else', async () => {
    const functionArn = await lab.createFunction('answers', echo);
    const { ApiId, ApiEndpoint } = await lab.createApi();
    await lab.addRoute(ApiId, 'ANY /a', functionArn, { AuthorizationType: 'AWS_IAM' });
    await lab.addStage(ApiId);
    const address = `${ApiEndpoint}/a?b=c`;
    const right = await signRequest(lab.aws, address, { service: 'execute-api' });
    expect((await callWeb(address, right)).json().requestContext).toMatchObject({
      authorizer: { iam: { accessKey: 'AKIAANY' } },
    });
    const wrong = await signRequest(lab.aws, address, { service: 'lambda' });
    for (const call of [wrong, {}]) {
      const answer = await callWeb(address, call);
      expect([answer.status, answer.text]).toEqual([403, '{"message":"Forbidden"}']);
    }
  });
});

describe('a REQUEST authorizer', () => {
  const judge = `let asked = 0;
    exports.handler = async ({ type, identitySource: [name], requestContext }) => {
      if (name === 'broken') throw new Error();
      return {
        isAuthorized: name === 'friend',
        context: { name, type, asked: ++asked, path: requestContext.http.path },
      };
    };`;
  const deployJudge = async (more: Partial<CreateAuthorizerRequest> = {}) => {
    const AuthorizerUri = await lab.createFunction('judges', judge, null);
    const api = await deploy({
      AuthorizerType: 'REQUEST',
      AuthorizerUri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${AuthorizerUri}/invocations`,
      AuthorizerPayloadFormatVersion: '2.0',
      EnableSimpleResponses: true,
      ...more,
    });
    return api;
  };
  const allow = async ({ ApiId, AuthorizerId }: TestApi & { readonly AuthorizerId: string }) => {
    await lab.lambda.send(
      new AddPermissionCommand({
        FunctionName: 'judges',
        StatementId: 'api',
        Action: 'lambda:InvokeFunction',
        Principal: 'apigateway.amazonaws.com',
        SourceArn: `arn:aws:execute-api:us-east-1:000000000000:${ApiId}/authorizers/${AuthorizerId}`,
      }),
    );
  };
  const call = async ({ ApiEndpoint }: TestApi, authorization: string) =>
    await callWeb(`${ApiEndpoint}/`, { headers: { authorization } });

  it('lets in whom its function lets in, once it may be called', async () => {
    const api = await deployJudge();
    expect((await call(api, 'friend')).status).toBe(500);
    await allow(api);
    const answer = await call(api, 'friend');
    expect(answer.json().requestContext).toMatchObject({
      authorizer: { lambda: { name: 'friend', type: 'REQUEST', asked: 1, path: '/' } },
    });
    expect((await call(api, 'enemy')).status).toBe(403);
    expect((await call(api, 'broken')).status).toBe(500);
    expect((await callWeb(`${api.ApiEndpoint}/`)).status).toBe(401);
  });

  it('says that it asks for no policies', async () => {
    const api = await deployJudge({ EnableSimpleResponses: false });
    expect((await call(api, 'friend')).status).toBe(501);
  });

  it('keeps an answer as long as it is told to, by the clock', async () => {
    const api = await deployJudge({ AuthorizerResultTtlInSeconds: 60 });
    await allow(api);
    const asked = async () => /"asked":(\d)/.exec((await call(api, 'friend')).text)?.[1];
    expect([await asked(), await asked()]).toEqual(['1', '1']);
    await lab.aws.setClock({ advanceSeconds: 60 });
    expect(await asked()).toBe('2');
  });
});
