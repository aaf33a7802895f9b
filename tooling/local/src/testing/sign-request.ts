import { LambdaClient } from '@aws-sdk/client-lambda';
import { HttpRequest } from '@smithy/core/protocols';
import type { TestAws } from './start-test-aws.ts';

export interface Signing {
  readonly service: string;
  readonly region?: string;
  readonly secret?: string;
  readonly ageMs?: number;
}

/** Signs a POST as the SDK does, at a moment of the machine's time. */
export async function signRequest(aws: TestAws, address: string, signing: Signing) {
  const { service, region = aws.region, secret = 'AKIAANY', ageMs = 0 } = signing;
  const credentials = { accessKeyId: 'AKIAANY', secretAccessKey: secret };
  const client = new LambdaClient({ ...aws.client, credentials });
  const signer = await client.config.signer({
    schemeId: 'aws.auth#sigv4',
    signingProperties: {},
    name: 'sigv4',
    signingName: service,
    signingRegion: region,
    properties: {},
  } as never);
  client.destroy();
  const { host, pathname, searchParams } = new URL(address);
  const request = new HttpRequest({
    method: 'POST',
    hostname: host,
    path: pathname,
    query: Object.fromEntries(searchParams),
    headers: { host, 'content-type': 'text/plain' },
    body: 'a body',
  });
  const signed = await signer.sign(request, {
    signingDate: new Date(aws.clock.nowMs - ageMs),
    signingService: service,
    signingRegion: region,
  });
  return { method: 'POST', headers: signed.headers, body: 'a body' };
}
