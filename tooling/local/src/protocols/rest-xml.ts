import { XmlShapeDeserializer, XmlShapeSerializer } from '@aws-sdk/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import { AwsError } from '../aws-error.ts';
import type { Codec, WireSettings } from './codec.ts';
import { createRestCodec } from './rest-codec.ts';
import { structure } from './service-model.ts';

/** https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html, with errors as S3 writes them. */
export function restXml({ xmlNamespace = '' }: WireSettings): Codec {
  const settings = (namespace: string) =>
    ({
      timestampFormat: { useTrait: true, default: 5 },
      httpBindings: false,
      xmlNamespace: namespace,
      serviceNamespace: '',
    }) as const;

  function write(schema: NormalizedSchema, value: unknown, namespace: string): string {
    const writer = new XmlShapeSerializer(settings(namespace));
    writer.write(schema, value ?? {});
    return `<?xml version="1.0" encoding="UTF-8"?>\n${String(writer.flush())}`;
  }

  return createRestCodec({
    contentType: 'application/xml',
    headers: (requestId) => ({ 'x-amz-request-id': requestId }),
    write(schema, value) {
      const document = write(schema, value, xmlNamespace);
      return isUnwrapped(schema) ? unwrap(document, schema.getName() ?? '') : document;
    },
    read(schema, body) {
      if (body.byteLength === 0) return {};
      try {
        const reader = new XmlShapeDeserializer(settings(xmlNamespace));
        return reader.read(schema, body) as Record<string, unknown>;
      } catch {
        throw new AwsError(
          400,
          'MalformedXML',
          'The XML you provided was not well-formed or did not validate against our published schema',
        );
      }
    },

    encodeError({ status, code, message, members, headers }, _model, requestId) {
      const content = { Code: code, Message: message, ...members, RequestId: requestId };
      const schema = structure(
        'Error',
        Object.keys(content).map((name) => [name, text] as const),
      );
      const own = { 'x-amz-request-id': requestId, 'content-type': 'application/xml' };
      // These statuses have no body.
      const body = status === 304 ? '' : write(schema, content, '');
      return { status, headers: { ...own, ...headers }, body };
    },
  });
}

const text = NormalizedSchema.of(0);

/**
 * The one answer of S3 whose only member is the document itself: the location of a bucket.
 *
 * https://smithy.io/2.0/aws/customizations/s3-customizations.html
 */
function isUnwrapped(schema: NormalizedSchema): boolean {
  if (!schema.isStructSchema()) return false;
  const members = [...schema.structIterator()].map(([name]) => name);
  return members.length === 1 && members[0] === schema.getName();
}

function unwrap(document: string, name: string): string {
  return document.replace(new RegExp(`<${name}>([^<]*)</${name}>`), '$1');
}
