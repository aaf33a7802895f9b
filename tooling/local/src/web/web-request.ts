/** A request to an address of the user's own: a function URL or an HTTP API. */
export interface WebRequest {
  /** The first label of the host: the id of the URL or the API. */
  readonly id: string;
  /** With its port. */
  readonly host: string;
  readonly method: string;
  /** Still percent-encoded. */
  readonly rawPath: string;
  /** Without its question mark, as it was sent. */
  readonly rawQuery: string;
  /** By lower-case name: each value by itself. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: Uint8Array;
  readonly sourceIp: string;
  /** `HTTP/1.1` */
  readonly protocol: string;
  readonly requestId: string;
}

/** One header's values, joined as HTTP allows it. */
export function headerOf({ headers }: Pick<WebRequest, 'headers'>, name: string) {
  return headers[name]?.join(',');
}

/** Name and value of each parameter, decoded, in the order in which they were sent. */
export function queryOf({ rawQuery }: Pick<WebRequest, 'rawQuery'>): [string, string][] {
  return [...new URLSearchParams(rawQuery)];
}

/** Percent-encodings that are none stay as they are. */
export function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
