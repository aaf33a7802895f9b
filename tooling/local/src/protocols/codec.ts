import type { AwsError } from '../aws-error.ts';
import type { Protocol } from '../service.ts';
import type { OperationModel, ServiceModel } from './service-model.ts';
import type { WireRequest, WireResponse } from './wire.ts';

/**
 * One wire protocol, both ways, for every service that speaks it: all that a codec knows of a
 * service it reads from the schemas.
 */
export interface Codec {
  /** The name of the operation that a request asks for; undefined when it names none. */
  operationName(request: WireRequest, model: ServiceModel): string | undefined;
  /** @throws AwsError when the request is not what the operation's schema says. */
  decode(request: WireRequest, operation: OperationModel): Record<string, unknown>;
  encode(output: unknown, operation: OperationModel, requestId: string): WireResponse;
  encodeError(error: AwsError, model: ServiceModel | undefined, requestId: string): WireResponse;
}

/** What a codec needs beside the schemas, which do not export it. */
export interface WireSettings {
  /** awsQuery, restXml: the namespace of the answers' XML. */
  readonly xmlNamespace?: string | undefined;
}

/** Loads a protocol's codec at its first use: each brings its part of the SDK with it. */
export async function loadCodec(protocol: Protocol, settings: WireSettings): Promise<Codec> {
  switch (protocol) {
    case 'restJson1':
      return (await import('./rest-json.ts')).restJson1;
    case 'awsJson1_0':
      return (await import('./aws-json.ts')).awsJson('1.0');
    case 'awsJson1_1':
      return (await import('./aws-json.ts')).awsJson('1.1');
    case 'restXml':
      return (await import('./rest-xml.ts')).restXml(settings);
    case 'awsQuery':
      return (await import('./aws-query.ts')).awsQuery(settings);
  }
}
