import {
  DescribeLogStreamsCommand,
  CloudWatchLogsClient,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CreateDeploymentCommand, UpdateStageCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callWeb } from '../../testing/web-client.ts';
import { startApiLab, type ApiLab } from './testing/start-api-lab.ts';

const echo = 'exports.handler = async (event) => event;';

let lab: ApiLab;
beforeAll(async () => {
  lab = await startApiLab();
});
beforeEach(() => lab.reset());
afterAll(() => lab.stop());

/** An API with these routes, all to one function, on its default stage. */
async function deploy(routeKeys: readonly string[], code = echo) {
  const functionArn = await lab.createFunction('answers', code);
  const api = await lab.createApi();
  for (const routeKey of routeKeys) await lab.addRoute(api.ApiId, routeKey, functionArn);
  await lab.addStage(api.ApiId);
  return { ...api, functionArn };
}

describe('an HTTP API', () => {
  it('hands the request over in payload format 2.0', async () => {
    const { ApiId, ApiEndpoint } = await deploy(['POST /predict/{id}']);
    expect(ApiEndpoint).toBe(
      `http://${ApiId}.execute-api.us-east-1.localhost:${String(lab.aws.port)}`,
    );
    const answer = await callWeb(`${ApiEndpoint}/predict/a%20b?q=1&q=2&r=%2F`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: 'a=1', 'user-agent': 'a test' },
      body: '[1]',
    });
    const { host } = new URL(ApiEndpoint);
    const id = answer.headers['apigw-requestid'];
    expect(id).toMatch(/^[\w-]{15}=$/);
    expect(answer.json()).toEqual({
      version: '2.0',
      routeKey: 'POST /predict/{id}',
      rawPath: '/predict/a b',
      rawQueryString: 'q=1&q=2&r=%2F',
      cookies: ['a=1'],
      headers: {
        'content-length': '3',
        'content-type': 'application/json',
        host,
        'user-agent': 'a test',
        'x-amzn-trace-id': expect.stringMatching(/^Root=1-/),
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-port': String(lab.aws.port),
        'x-forwarded-proto': 'http',
      },
      queryStringParameters: { q: '1,2', r: '/' },
      requestContext: {
        accountId: '000000000000',
        apiId: ApiId,
        domainName: host,
        domainPrefix: ApiId,
        http: {
          method: 'POST',
          path: '/predict/a b',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'a test',
        },
        requestId: id,
        routeKey: 'POST /predict/{id}',
        stage: '$default',
        time: '20/Nov/2026:12:00:00 +0000',
        timeEpoch: Date.parse('2026-11-20T12:00:00Z'),
      },
      pathParameters: { id: 'a b' },
      body: '[1]',
      isBase64Encoded: false,
    });
  });

  it('hands the request over in payload format 1.0, and takes its answers', async () => {
    const functionArn = await lab.createFunction(
      'answers',
      `exports.handler = async (event) => ({
        statusCode: 201,
        multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] },
        body: JSON.stringify(event),
      });`,
    );
    const { ApiId, ApiEndpoint } = await lab.createApi();
    const format = { PayloadFormatVersion: '1.0' };
    await lab.addRoute(ApiId, 'GET /pets/{id}', functionArn, {}, format);
    await lab.addStage(ApiId, 'dev', { StageVariables: { colour: 'red' } });
    const answer = await callWeb(`${ApiEndpoint}/dev/pets/7?q=1&q=2`, {
      headers: { 'x-two': ['one', 'two'] },
    });
    expect(answer.status).toBe(201);
    expect(answer.headers['set-cookie']).toEqual(['a=1', 'b=2']);
    expect(answer.json()).toMatchObject({
      version: '1.0',
      resource: '/pets/{id}',
      path: '/dev/pets/7',
      httpMethod: 'GET',
      headers: { 'x-two': 'two' },
      multiValueHeaders: { 'x-two': ['one', 'two'] },
      queryStringParameters: { q: '2' },
      multiValueQueryStringParameters: { q: ['1', '2'] },
      requestContext: { stage: 'dev', identity: { sourceIp: '127.0.0.1', user: null } },
      pathParameters: { id: '7' },
      stageVariables: { colour: 'red' },
      body: null,
      isBase64Encoded: false,
    });
  });

  it.each([
    ['GET', '/pets/dog/1', 'GET /pets/dog/1', undefined],
    ['GET', '/pets/dog/2', 'GET /pets/dog/{id}', { id: '2' }],
    ['GET', '/pets/cat/1', 'GET /pets/{proxy+}', { proxy: 'cat/1' }],
    ['POST', '/pets/dog/1', 'ANY /pets/{id}/{part}', { id: 'dog', part: '1' }],
    ['POST', '/test/5', 'ANY /{proxy+}', { proxy: 'test/5' }],
    ['GET', '/', '$default', undefined],
  ])('takes %s %s to %s', async (method, path, routeKey, pathParameters) => {
    const { ApiEndpoint } = await deploy(
      [
        'ANY /{proxy+}',
        '$default',
        'GET /pets/{proxy+}',
        'ANY /pets/{id}/{part}',
        'GET /pets/dog/{id}',
        'GET /pets/dog/1',
      ].filter((key) => method === 'POST' || !key.startsWith('ANY /pets')),
    );
    const event = (await callWeb(`${ApiEndpoint}${path}`, { method })).json();
    expect([event.routeKey, event.pathParameters]).toEqual([routeKey, pathParameters]);
  });

  it('answers 404 where there is no route, no stage and no API', async () => {
    const { ApiId, ApiEndpoint } = await deploy(['GET /pets']);
    const addresses = [
      `${ApiEndpoint}/`,
      `${ApiEndpoint}/pets/`,
      `${ApiEndpoint}/dev/pets`,
      `${ApiEndpoint.replace(ApiId, 'unknown')}/pets`,
    ];
    for (const address of addresses) {
      const answer = await callWeb(address);
      expect([answer.status, answer.text]).toEqual([404, '{"message":"Not Found"}']);
    }
    expect((await callWeb(`${ApiEndpoint}/pets`, { method: 'POST' })).status).toBe(404);
    expect((await callWeb(`${ApiEndpoint}/pets`)).status).toBe(200);
  });

  it('serves a change of its routes at once on a stage that deploys, else by a deployment', async () => {
    const { ApiId, ApiEndpoint, functionArn } = await deploy(['GET /old']);
    await lab.addStage(ApiId, 'slow', { AutoDeploy: false });
    await lab.addRoute(ApiId, 'GET /new', functionArn);
    const status = async (path: string) => (await callWeb(`${ApiEndpoint}${path}`)).status;
    expect([await status('/new'), await status('/slow/new')]).toEqual([200, 404]);
    await lab.api.send(new CreateDeploymentCommand({ ApiId, StageName: 'slow' }));
    expect(await status('/slow/new')).toBe(200);
  });

  it.each([
    ['{ hello: "world" }', 200, '{"hello":"world"}'],
    ['({ statusCode: 404, body: "none" })', 404, 'none'],
    ['({ statusCode: 200, body: 3 })', 500, '{"message":"Internal Server Error"}'],
    ['Promise.reject(new Error())', 500, '{"message":"Internal Server Error"}'],
  ])('makes an answer of %s', async (value, status, text) => {
    const code = `exports.handler = async () => (${value.replace(/^\{(.*)\}$/, '{$1}')});`;
    const { ApiEndpoint } = await deploy(['GET /'], code);
    const answer = await callWeb(`${ApiEndpoint}/`);
    expect([answer.status, answer.text]).toEqual([status, text]);
  });

  it('needs the permission of the function, for this route', async () => {
    const { ApiId, ApiEndpoint } = await lab.createApi();
    const arn = (rest: string) => `arn:aws:execute-api:us-east-1:000000000000:${ApiId}/${rest}`;
    const functions = [
      ['none', null, 500],
      ['other', arn('*/GET/elsewhere'), 500],
      ['post', arn('*/POST/post/{id}'), 500],
      ['get', arn('*/GET/get/{id}'), 200],
      ['all', arn('*/*'), 200],
    ] as const;
    await lab.addStage(ApiId);
    for (const [name, sourceArn, status] of functions) {
      const functionArn = await lab.createFunction(name, echo, sourceArn);
      await lab.addRoute(ApiId, `GET /${name}/{id}`, functionArn);
      expect([name, (await callWeb(`${ApiEndpoint}/${name}/1`)).status]).toEqual([name, status]);
    }
  });

  it('calls a function by the URI of its invocations, with values of the stage in it', async () => {
    const functionArn = await lab.createFunction('answers', echo);
    const { ApiId, ApiEndpoint } = await lab.createApi();
    const within = functionArn.replace('answers', '${stageVariables.name}');
    const uri = `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${within}/invocations`;
    await lab.addRoute(ApiId, 'GET /', uri);
    await lab.addStage(ApiId, '$default', { StageVariables: { name: 'answers' } });
    expect((await callWeb(`${ApiEndpoint}/`)).status).toBe(200);
  });

  it('gives up on a function that takes longer than its integration allows', async () => {
    const functionArn = await lab.createFunction(
      'answers',
      'exports.handler = () => new Promise((resolve) => setTimeout(resolve, 2000));',
    );
    const { ApiId, ApiEndpoint } = await lab.createApi();
    await lab.addRoute(ApiId, 'GET /', functionArn, {}, { TimeoutInMillis: 50 });
    await lab.addStage(ApiId);
    const answer = await callWeb(`${ApiEndpoint}/`);
    expect([answer.status, answer.text]).toEqual([503, '{"message":"Service Unavailable"}']);
  });

  it('answers questions of browsers itself, and adds to the answers of functions', async () => {
    const functionArn = await lab.createFunction('answers', echo);
    const { ApiId, ApiEndpoint } = await lab.createApi({
      CorsConfiguration: {
        AllowOrigins: ['http://localhost:3000'],
        AllowMethods: ['GET'],
        AllowHeaders: ['authorization'],
        MaxAge: 10,
      },
    });
    await lab.addRoute(ApiId, 'GET /', functionArn);
    await lab.addStage(ApiId);
    const origin = 'http://localhost:3000';
    const asked = { origin, 'access-control-request-method': 'GET' };
    const preflight = await callWeb(`${ApiEndpoint}/`, { method: 'OPTIONS', headers: asked });
    expect(preflight.status).toBe(204);
    expect(preflight.headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET',
      'access-control-allow-headers': 'authorization',
      'access-control-max-age': '10',
    });
    const { headers } = await callWeb(`${ApiEndpoint}/`, { headers: { origin } });
    expect(headers['access-control-allow-origin']).toBe(origin);
  });

  it('throttles by route, as the clock goes', async () => {
    const { ApiId, ApiEndpoint } = await deploy(['GET /few', 'GET /many']);
    await lab.api.send(
      new UpdateStageCommand({
        ApiId,
        StageName: '$default',
        RouteSettings: { 'GET /few': { ThrottlingBurstLimit: 2, ThrottlingRateLimit: 1 } },
      }),
    );
    const call = async (path: string) => (await callWeb(`${ApiEndpoint}${path}`)).status;
    expect([await call('/few'), await call('/few'), await call('/few')]).toEqual([200, 200, 429]);
    expect(await call('/many')).toBe(200);
    await lab.aws.setClock({ advanceSeconds: 1 });
    expect([await call('/few'), await call('/few')]).toEqual([200, 429]);
  });

  it('writes a line for each request to the log group of its stage', async () => {
    const { ApiId, ApiEndpoint } = await deploy(['GET /pets/{id}']);
    await lab.api.send(
      new UpdateStageCommand({
        ApiId,
        StageName: '$default',
        AccessLogSettings: {
          DestinationArn: 'arn:aws:logs:us-east-1:000000000000:log-group:/aws/http-api/access',
          Format:
            '$context.requestId $context.httpMethod $context.routeKey $context.status $context.error.message $context.unknown',
        },
      }),
    );
    const { headers } = await callWeb(`${ApiEndpoint}/pets/1`);
    const logs = new CloudWatchLogsClient(lab.aws.client);
    const logGroupName = '/aws/http-api/access';
    const { events } = await logs.send(new FilterLogEventsCommand({ logGroupName }));
    const { logStreams } = await logs.send(new DescribeLogStreamsCommand({ logGroupName }));
    logs.destroy();
    const id = String(headers['apigw-requestid']);
    expect(events?.map(({ message }) => message)).toEqual([`${id} GET GET /pets/{id} 200 - -`]);
    expect(logStreams).toHaveLength(1);
  });
});
