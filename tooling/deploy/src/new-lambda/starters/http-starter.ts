import { httpApi } from '@tooling/core/triggers';
import { samplePlace, sampleTime, type Starter } from './starter.ts';

/** A route of the HTTP API, in payload format 2.0. */
export const httpStarter: Starter = {
  startedBy: 'an HTTP request, by API Gateway',
  on: { what: 'a route, such as GET /birds/{id}', default: (name) => `GET /${name}` },
  trigger: (on) => httpApi(on),
  does: (on) => `Answers requests for ${on}`,
  eventName: 'request',
  event: sampleRequest,
  answer: () => ({ statusCode: 200, body: JSON.stringify({ message: 'Hello, Ada!' }) }),
  handler: ({ typed }) => `
    ${typed("import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';\n")}
    /** Greets whom the query names: \`?name=Ada\`. */
    export const handler = async (
      event${typed(": Pick<APIGatewayProxyEventV2, 'queryStringParameters'>")},
    )${typed(': Promise<APIGatewayProxyStructuredResultV2>')} => {
      const name = event.queryStringParameters?.name;
      if (name === undefined) return answer(400, { problems: ['name: is missing in the query'] });
      console.log('greeting %s', name);
      return answer(200, { message: \`Hello, \${name}!\` });
    };

    const answer = (statusCode${typed(': number')}, body${typed(': object')}) => ({
      statusCode,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  `,
  tests: () => `
    test('answers 400 to a request that names nobody', async () => {
      expect(await handler({})).toEqual({
        statusCode: 400,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ problems: ['name: is missing in the query'] }),
      });
    });
  `,
};

const requestId = 'b7a2c1e4-2f0f-4f2e-9a53-0d8d0f6f2b11';
const apiId = 'a1b2c3d4e5';
const host = `${apiId}.execute-api.${samplePlace.region}.amazonaws.com`;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
function sampleRequest(route: string): object {
  const [method = '', template = '/'] = route === '$default' ? ['GET', '/'] : route.split(' ');
  const names = [...template.matchAll(/\{([^}+]+)\+?\}/g)].map(([, name = '']) => name);
  const path = template.replaceAll(/\{[^}]+\}/g, '1');
  const seconds = Date.parse(sampleTime) / 1000;
  return {
    version: '2.0',
    routeKey: route,
    rawPath: path,
    rawQueryString: 'name=Ada',
    headers: {
      accept: '*/*',
      'content-length': '0',
      host,
      'user-agent': 'curl/8.16.0',
      'x-amzn-trace-id': `Root=1-${seconds.toString(16)}-5e1b4151f0a7c2d93b6e8f04`,
      'x-forwarded-for': '203.0.113.7',
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
    },
    queryStringParameters: { name: 'Ada' },
    requestContext: {
      accountId: samplePlace.account,
      apiId,
      domainName: host,
      domainPrefix: apiId,
      http: {
        method: method === 'ANY' ? 'GET' : method,
        path,
        protocol: 'HTTP/1.1',
        sourceIp: '203.0.113.7',
        userAgent: 'curl/8.16.0',
      },
      requestId,
      routeKey: route,
      stage: '$default',
      time: '01/Nov/2026:03:00:00 +0000',
      timeEpoch: seconds * 1000,
    },
    ...(names.length > 0 && {
      pathParameters: Object.fromEntries(names.map((name) => [name, '1'])),
    }),
    isBase64Encoded: false,
  };
}
