import type { AwsError } from '../aws-error.ts';
import type { WireResponse } from '../protocols/wire.ts';
import type { RequestContext, Service } from '../service.ts';

/** A request that was read and is about to be carried out. */
export interface StruckRequest {
  readonly service: Service;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly context: RequestContext;
}

/** What shall go wrong with one request. */
export interface Strike {
  /** Answered instead of what the operation would answer. */
  readonly error?: AwsError | undefined;
  /** Whether the operation is left out altogether: the request got lost. */
  readonly lost?: boolean | undefined;
  readonly cut?: WireResponse['cut'];
  /** Done when the request was found to be valid, right before it is carried out. */
  readonly before?: (() => Promise<void>) | undefined;
  /** Carries the operation out in another way. */
  readonly around?: ((run: () => Promise<unknown>) => Promise<unknown>) | undefined;
}

/** Says what shall go wrong with a request, after the delays that it has for it. */
export type Injector = (request: StruckRequest) => Promise<Strike | undefined>;
