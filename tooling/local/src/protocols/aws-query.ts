import { XmlShapeSerializer } from '@aws-sdk/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import type { Codec, WireSettings } from './codec.ts';
import { queryErrorOf } from './query-error.ts';
import { readQueryMembers } from './query-members.ts';
import { structure } from './service-model.ts';
import type { WireRequest } from './wire.ts';

/** https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
export function awsQuery({ xmlNamespace = '' }: WireSettings): Codec {
  const settings = {
    timestampFormat: { useTrait: true, default: 5 },
    xmlNamespace,
    serviceNamespace: '',
  } as const;

  function answer(status: number, requestId: string, document: NormalizedSchema, content: unknown) {
    const writer = new XmlShapeSerializer(settings);
    writer.write(document, content);
    return {
      status,
      headers: { 'x-amzn-requestid': requestId, 'content-type': 'text/xml' },
      body: writer.flush(),
    };
  }

  return {
    operationName: (request) => readForm(request).get('Action') ?? undefined,
    decode: (request, { input }) => readQueryMembers(input, readForm(request)),
    encode(output, { name, output: schema }, requestId) {
      const hasOutput = !schema.isUnitSchema();
      const document = structure(`${name}Response`, [
        ...(hasOutput ? [[`${name}Result`, schema] as const] : []),
        ['ResponseMetadata', structure('ResponseMetadata', [['RequestId', text]])],
      ]);
      return answer(200, requestId, document, {
        [`${name}Result`]: output ?? {},
        ResponseMetadata: { RequestId: requestId },
      });
    },
    encodeError(error, model, requestId) {
      const { 'x-amzn-query-error': queryError = queryErrorOf(error, model), ...headers } =
        error.headers;
      const response = answer(error.status, requestId, errorResponse, {
        Error: {
          Type: error.status < 500 ? 'Sender' : 'Receiver',
          Code: queryError?.split(';')[0] ?? error.code,
          Message: error.message,
        },
        RequestId: requestId,
      });
      return { ...response, headers: { ...response.headers, ...headers } };
    },
  };
}

const text = NormalizedSchema.of(0);

const errorResponse = structure('ErrorResponse', [
  [
    'Error',
    structure('Error', [
      ['Type', text],
      ['Code', text],
      ['Message', text],
    ]),
  ],
  ['RequestId', text],
]);

/** Parameters come in the body, or in the query of a GET. */
function readForm({ method, body, query }: WireRequest): URLSearchParams {
  return method === 'GET' ? query : new URLSearchParams(new TextDecoder().decode(body));
}
