import type { Permissions } from '../workflow/workflow-schema.ts';

export interface ApiRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface ApiAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One operation of GitHub's REST API: https://docs.github.com/rest */
export interface ApiRoute {
  readonly method: 'DELETE' | 'GET' | 'PATCH' | 'POST' | 'PUT';
  /** Below the repository: `/issues/:number/comments`. */
  readonly path: string;
  /** Any of these lets a token do it. */
  readonly needs: readonly { readonly name: string; readonly access: 'read' | 'write' }[];
  answer(request: ApiRequest): ApiAnswer | Promise<ApiAnswer>;
}

/** Whether the permissions of a token are enough. */
export function isAllowed({ needs }: ApiRoute, permissions: Permissions): boolean {
  return needs.some(({ name, access }) => {
    const given = permissions[name];
    return given === 'write' || (access === 'read' && given === 'read');
  });
}

/** A page of a list, with the link to the next one. */
export function page(items: readonly unknown[], query: URLSearchParams, url: string): ApiAnswer {
  const size = Math.min(Number(query.get('per_page') ?? 30), 100);
  const number = Number(query.get('page') ?? 1);
  const isLast = number * size >= items.length;
  const next = new URLSearchParams({ ...Object.fromEntries(query), page: String(number + 1) });
  return {
    status: 200,
    body: items.slice((number - 1) * size, number * size),
    headers: isLast ? {} : { link: `<${url}?${next.toString()}>; rel="next"` },
  };
}

export const notFound: ApiAnswer = { status: 404, body: { message: 'Not Found' } };

/** Who writes with the token of a job. */
export const bot = 'github-actions[bot]';

/** GitHub takes no longer text. */
const maxCharacters = 65_536;

/** A text that is there and not too long, or GitHub's refusal. */
export function textOf(body: ApiRequest['body'], field: string): ApiAnswer | string {
  const text = body[field];
  if (typeof text !== 'string' || text === '') {
    return { status: 422, body: { message: `Validation Failed: ${field} is missing` } };
  }
  if (text.length <= maxCharacters) return text;
  const message = `Validation Failed: ${field} is too long (maximum is 65536 characters)`;
  return { status: 422, body: { message } };
}
