import {
  AwsJson1_0Protocol,
  AwsJson1_1Protocol,
  AwsQueryProtocol,
  AwsRestJsonProtocol,
  AwsRestXmlProtocol,
} from '@aws-sdk/core/protocols';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { operation } from '@smithy/core/schema';
import { HttpResponse } from '@smithy/core/transport';
import { expect, test } from 'vitest';
import { awsJson } from './aws-json.ts';
import { awsQuery } from './aws-query.ts';
import type { Codec } from './codec.ts';
import { restJson1 } from './rest-json.ts';
import { restXml } from './rest-xml.ts';
import { readServiceModel } from './service-model.ts';
import type { WireRequest } from './wire.ts';

/**
 * What the SDK's own protocols write, the codecs read, and the other way round: for schemas with
 * everything that a protocol knows, which no single service has.
 */
const namespace = 'com.example';
/** Kinds of schema, and the bits that make a list or a map of one: @smithy/types. */
const [text, number, boolean, time, isoTime, httpTime, epochTime, blob] = [0, 1, 2, 4, 5, 6, 7, 21];
const [listOf, mapOf] = [64, 128];

const inner = [3, namespace, 'Inner', 0, ['Text', 'Blob'], [text, blob]];
const plain: Readonly<Record<string, unknown>> = {
  Text: text,
  Number: number,
  Yes: boolean,
  No: boolean,
  Time: time,
  IsoTime: isoTime,
  EpochTime: epochTime,
  Blob: blob,
  Inner: () => inner,
  Texts: listOf | text,
  Inners: [1, namespace, 'Inners', 0, [() => inner, 0]],
  Numbers: mapOf | number,
  InnerMap: [2, namespace, 'InnerMap', 0, [text, 0], [() => inner, 0]],
};
const bytes = new Uint8Array([0, 127, 255]);
const values = {
  Text: ' <ä>&"\'+%\n ',
  Number: -1.5,
  Yes: true,
  No: false,
  Time: new Date('2026-11-20T12:00:00Z'),
  IsoTime: new Date('2026-11-20T12:00:00.250Z'),
  EpochTime: new Date('2026-11-20T12:00:01Z'),
  Blob: bytes,
  Inner: { Text: 'nested', Blob: bytes },
  Texts: ['a', '', 'c'],
  Inners: [{ Text: '1' }, { Blob: bytes }],
  Numbers: { one: 1, 'zwei drei': 23 },
  InnerMap: { a: { Text: 'x' }, b: { Text: 'y' } },
};

const bound: Readonly<Record<string, unknown>> = {
  Label: [text, 1],
  Query: [number, { httpQuery: 'query' }],
  Queries: [listOf | text, { httpQuery: 'queries' }],
  Since: [time, { httpQuery: 'since' }],
  Header: [text, { httpHeader: 'X-Header' }],
  Flag: [boolean, { httpHeader: 'X-Flag' }],
  Date: [httpTime, { httpHeader: 'X-Date' }],
  Metadata: [mapOf | text, { httpPrefixHeaders: 'x-meta-' }],
  Renamed: [text, { jsonName: 'renamed' }],
};
const boundValues = {
  Label: 'a/b c:ü',
  Query: 5,
  Queries: ['x', 'y&z'],
  Since: new Date('2026-11-20T12:00:00Z'),
  Header: 'h',
  Flag: false,
  Date: new Date('2026-11-20T12:00:00Z'),
  Metadata: { one: '1', two: '2' },
  Renamed: 'r',
};
const answered: Readonly<Record<string, unknown>> = {
  Header: bound.Header,
  Date: bound.Date,
  Metadata: bound.Metadata,
  Status: [number, { httpResponseCode: 1 }],
};

interface Members {
  readonly schemas: Readonly<Record<string, unknown>>;
  readonly values: Readonly<Record<string, unknown>>;
}
interface Case {
  readonly codec: Codec;
  readonly sdk:
    | AwsRestJsonProtocol
    | AwsRestXmlProtocol
    | AwsJson1_0Protocol
    | AwsJson1_1Protocol
    | AwsQueryProtocol;
  readonly input: Members;
  readonly output: Members;
}

const xmlNamespace = 'https://example.com/doc/';
const defaultNamespace = namespace;
const json = { schemas: plain, values };
const cases: readonly (readonly [name: string, Case])[] = [
  [
    'restJson1 with members in the path, the query, headers and the body',
    {
      codec: restJson1,
      sdk: new AwsRestJsonProtocol({ defaultNamespace }),
      input: { schemas: { ...bound, ...plain }, values: { ...boundValues, ...values } },
      output: {
        schemas: { ...answered, ...plain },
        values: {
          Header: 'h',
          Date: boundValues.Date,
          Metadata: boundValues.Metadata,
          Status: 202,
          ...values,
        },
      },
    },
  ],
  [
    'restXml with members in the path, the query, headers and the body',
    {
      codec: restXml({ xmlNamespace }),
      sdk: new AwsRestXmlProtocol({ defaultNamespace, xmlNamespace }),
      input: { schemas: { ...bound, ...plain }, values: { ...boundValues, ...values } },
      output: {
        schemas: { ...answered, ...plain },
        values: {
          Header: 'h',
          Date: boundValues.Date,
          Metadata: boundValues.Metadata,
          Status: 202,
          ...values,
        },
      },
    },
  ],
  [
    'restXml with a payload',
    {
      codec: restXml({ xmlNamespace }),
      sdk: new AwsRestXmlProtocol({ defaultNamespace, xmlNamespace }),
      input: {
        schemas: { Label: bound.Label, Payload: [() => inner, 16] },
        values: { Label: 'a', Payload: values.Inner },
      },
      output: { schemas: { Payload: [blob, 16] }, values: { Payload: bytes } },
    },
  ],
  [
    'restJson1 with a payload',
    {
      codec: restJson1,
      sdk: new AwsRestJsonProtocol({ defaultNamespace }),
      input: {
        schemas: { Label: bound.Label, Payload: [blob, 16] },
        values: { Label: 'a', Payload: bytes },
      },
      output: { schemas: { Payload: [blob, 16] }, values: { Payload: bytes } },
    },
  ],
  [
    'awsJson1_1',
    {
      codec: awsJson('1.1'),
      sdk: new AwsJson1_1Protocol({ defaultNamespace, serviceTarget: 'Test' }),
      input: json,
      output: json,
    },
  ],
  [
    'awsJson1_0',
    {
      codec: awsJson('1.0'),
      sdk: new AwsJson1_0Protocol({ defaultNamespace, serviceTarget: 'Test' }),
      input: json,
      output: json,
    },
  ],
  [
    'awsQuery',
    {
      codec: awsQuery({ xmlNamespace }),
      sdk: new AwsQueryProtocol({ defaultNamespace, xmlNamespace, version: '1' }),
      input: json,
      output: json,
    },
  ],
];

function structureOf(name: string, { schemas }: Members): unknown {
  return [3, namespace, name, 0, Object.keys(schemas), Object.values(schemas)];
}

type SdkRequest = Awaited<ReturnType<AwsRestJsonProtocol['serializeRequest']>>;

function wireOf({ method, path, query = {}, headers, body }: SdkRequest): WireRequest {
  const parameters = Object.entries(query).flatMap(([name, value]) =>
    [value ?? ''].flat().map((one): [string, string] => [name, one]),
  );
  const lowerCase = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    method,
    path,
    query: new URLSearchParams(parameters),
    headers: Object.fromEntries(lowerCase) as Record<string, string>,
    body: typeof body === 'string' ? new TextEncoder().encode(body) : (body as Uint8Array),
  };
}

test.each(cases)(
  '%s: what the SDK sends is read, and what is answered it reads',
  async (_name, one) => {
    const { codec, sdk, input, output } = one;
    const traits = { http: ['POST', '/things/{Label}', 200] } satisfies Record<
      string,
      [string, string, number]
    >;
    const [inputSchema, outputSchema] = [
      structureOf('Input', input),
      structureOf('Output', output),
    ];
    const schema = operation(namespace, 'Do', traits, inputSchema as never, outputSchema as never);
    const model = readServiceModel({
      Do$: [9, namespace, 'Do', traits, () => inputSchema, () => outputSchema],
    });
    const operationModel = model.operations.get('Do');
    if (operationModel === undefined) throw new Error('the schema of the operation was not found');
    const client = new LambdaClient({ region: 'us-east-1' });
    sdk.setSerdeContext(client.config);
    const context = {
      ...client.config,
      endpoint: () =>
        Promise.resolve({ protocol: 'http:', hostname: '127.0.0.1', path: '/', port: 1 }),
    } as never;

    const sent = await sdk.serializeRequest(schema, input.values, context);
    const request = wireOf(sent);
    expect(codec.operationName(request, model)).toBe('Do');
    expect(codec.decode(request, operationModel)).toEqual(input.values);

    const { status, headers, body } = codec.encode(output.values, operationModel, 'id');
    const response = new HttpResponse({
      statusCode: status,
      headers,
      // A copy, since the SDK changes the prototype of what it is given.
      body: typeof body === 'string' ? new TextEncoder().encode(body) : Uint8Array.from(body),
    });
    const { $metadata, ...received } = await sdk.deserializeResponse(schema, context, response);
    expect($metadata.requestId).toBe('id');
    // A clone, since the SDK's bytes are of a class of its own.
    expect(structuredClone(received)).toEqual(output.values);
    client.destroy();
  },
);
