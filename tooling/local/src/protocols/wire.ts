/** A body that comes piece by piece, because it may be too large for the memory. */
export interface BodyStream extends AsyncIterable<Uint8Array> {
  /** Headers that come after the body: known when it was read to its end. By lower-case name. */
  readonly trailers: Readonly<Record<string, string>>;
}

/** A request as it came over the wire, its body whole. */
export interface WireRequest {
  readonly method: string;
  /** Still percent-encoded: an encoded slash belongs to a name, a plain one to the path. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Instead of the body, of operations whose payload streams. */
  readonly stream?: BodyStream | undefined;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  /** Each is a header of its own. */
  readonly cookies?: readonly string[] | undefined;
  /** Instead of the body; its length is in the headers, where it is known. */
  readonly stream?: AsyncIterable<Uint8Array> | undefined;
  /** Where the connection breaks, when it shall. */
  readonly cut?: 'unanswered' | 'half-answered' | undefined;
}
