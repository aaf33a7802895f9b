import type { Answer } from './matches-fact.ts';

/** A request as the SDK hands it to whoever sends it. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

/** Sends a request and keeps the answer twice: as bytes for the SDK, and read for the facts. */
export async function exchange(url: string, request: WireRequest) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(request.query)) {
    for (const one of [value ?? ''].flat()) query.append(name, one);
  }
  const search = query.size === 0 ? '' : `?${query.toString()}`;
  const ownHeaders = Object.entries(request.headers).filter(
    // These are of the connection, and made by whoever sends.
    ([name]) => !['host', 'content-length'].includes(name),
  );
  const response = await fetch(`${url}${request.path}${search}`, {
    method: request.method,
    headers: Object.fromEntries(ownHeaders),
    ...(request.body !== undefined && { body: request.body }),
  });
  const body = new Uint8Array(await response.arrayBuffer());
  const headers = Object.fromEntries(response.headers);
  return {
    answer: readAnswer(response.status, headers, body),
    response: { statusCode: response.status, headers, body },
  };
}

/** An invocation that failed says so in a header of its own, and why in its payload. */
function readAnswer(
  status: number,
  headers: Readonly<Record<string, string>>,
  bytes: Uint8Array,
): Answer {
  const text = new TextDecoder().decode(bytes);
  const body = parseJson(text);
  const members = (body ?? {}) as Readonly<Record<string, string | undefined>>;
  return {
    status,
    headers,
    body,
    text,
    code: headers['x-amzn-errortype'] ?? headers['x-amz-function-error'],
    message: members.message ?? members.Message ?? members.errorMessage,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
