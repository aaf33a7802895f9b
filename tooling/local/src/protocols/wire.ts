/** A request as it came over the wire, its body whole. */
export interface WireRequest {
  readonly method: string;
  /** Still percent-encoded: an encoded slash belongs to a name, a plain one to the path. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  /** Where the connection breaks, when it shall. */
  readonly cut?: 'unanswered' | 'half-answered' | undefined;
}
