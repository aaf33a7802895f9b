import { execFile } from 'node:child_process';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** What GitHub answers of a comment, an issue, a pull request or a release: what matters of it here. */
export type Item = Record<string, unknown> & { readonly id: number };

/** A part of GitHub's REST API for one repository, as https://docs.github.com/rest has it. */
export interface FakeGitHub {
  readonly comments: Item[];
  readonly issues: Item[];
  readonly pulls: Item[];
  readonly releases: Item[];
  /** `POST /issues/7/comments`, in the order they came; those that only read left out. */
  readonly writes: string[];
  readonly env: Readonly<Record<string, string>>;
  /** Answers every request so from now on. */
  refuse(status: number, message: string): void;
  [Symbol.asyncDispose](): Promise<void>;
}

const prefix = '/repos/owner/name';
const own = { user: { login: 'github-actions[bot]' } };

interface Request {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Record<string, unknown>;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const notFound: Answer = { status: 404, body: { message: 'Not Found' } };

export async function startGitHub(): Promise<FakeGitHub> {
  const github = {
    comments: [] as Item[],
    issues: [] as Item[],
    pulls: [] as Item[],
    releases: [] as Item[],
    writes: [] as string[],
  };
  let refusal: Answer | undefined;
  let lastId = 1000;
  const add = (items: Item[], fields: Record<string, unknown>, kind: string): Answer => {
    const id = (lastId += 1);
    const item = {
      ...own,
      number: id,
      html_url: `https://github.test/${kind}/${id}`,
      ...fields,
      id,
    };
    items.push(item);
    return { status: 201, body: item };
  };
  const change = (items: Item[], id: number, fields: Record<string, unknown>): Answer => {
    const index = items.findIndex((one) => one.id === id);
    const found = items[index];
    if (found === undefined) return notFound;
    const changed = { ...found, ...fields };
    items[index] = changed;
    return { status: 200, body: changed };
  };
  const answer = ({ method, path, query, body }: Request): Answer => {
    if (refusal !== undefined) return refusal;
    const [, kind, id, part, name] = path.split('/');
    const route = `${method} ${[kind, id, part].filter((one) => one !== undefined).join('/')}`;
    if (method !== 'GET') github.writes.push(`${method} ${path}`);
    const open = (items: Item[]) =>
      items.filter(({ state = 'open' }) => state === query.get('state'));
    switch (route.replace(/\/\d+/, '/N')) {
      case 'GET issues/N/comments':
        return { status: 200, body: github.comments };
      case 'POST issues/N/comments':
        return add(github.comments, body, 'comments');
      case 'PATCH issues/comments/N':
      case `PATCH issues/comments`:
        return change(github.comments, Number(name ?? part), body);
      case 'GET issues':
        return { status: 200, body: open(github.issues) };
      case 'POST issues':
        return add(github.issues, body, 'issues');
      case 'PATCH issues/N':
        return change(github.issues, Number(id), body);
      case 'GET pulls':
        return {
          status: 200,
          body: open(github.pulls).filter(
            ({ head }) => `owner:${String(head)}` === query.get('head'),
          ),
        };
      case 'POST pulls':
        return add(github.pulls, body, 'pull');
      case 'PATCH pulls/N':
        return change(github.pulls, Number(id), body);
      case 'POST releases':
        return add(github.releases, body, 'releases');
      default: {
        if (!route.startsWith('GET releases/tags')) return notFound;
        const tag = decodeURIComponent(part ?? '');
        const found = github.releases.find((one) => one.tag_name === tag);
        return found === undefined ? notFound : { status: 200, body: found };
      }
    }
  };
  const server = createServer((incoming, response) => {
    void read(incoming).then((request) => {
      const isKnown = incoming.headers.authorization === 'Bearer token';
      const { status, body } = isKnown
        ? answer(request)
        : { status: 401, body: { message: 'Bad credentials' } };
      const { page, link } = paged(body, request, server.address() as AddressInfo);
      response.writeHead(status, { 'content-type': 'application/json', ...(link && { link }) });
      response.end(JSON.stringify(page));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...github,
    env: {
      GITHUB_API_URL: `http://127.0.0.1:${port}`,
      GITHUB_SERVER_URL: 'https://github.test',
      GITHUB_REPOSITORY: 'owner/name',
      GITHUB_RUN_ID: '77',
      GITHUB_TOKEN: 'token',
    },
    refuse(status, message) {
      refusal = { status, body: { message } };
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

async function read(incoming: IncomingMessage): Promise<Request> {
  const { method = '', url = '' } = incoming;
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const body = await text(incoming);
  return {
    method,
    path: pathname.startsWith(prefix) ? pathname.slice(prefix.length) : '',
    query: searchParams,
    body: body === '' ? {} : (JSON.parse(body) as Record<string, unknown>),
  };
}

/** https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api */
function paged(body: unknown, { path, query }: Request, { port }: AddressInfo) {
  if (!Array.isArray(body)) return { page: body };
  const size = Number(query.get('per_page') ?? 30);
  const number = Number(query.get('page') ?? 1);
  const page: unknown[] = body.slice((number - 1) * size, number * size);
  if (body.length <= number * size) return { page };
  const next = new URLSearchParams({ ...Object.fromEntries(query), page: String(number + 1) });
  const address = `http://127.0.0.1:${port}${prefix}${path}`;
  return {
    page,
    link: `<${address}?${next.toString()}>; rel="next", <${address}?page=9>; rel="last"`,
  };
}

export interface Ran {
  readonly exitCode: number;
  readonly out: string;
}

/** Runs a script as a step of a job would. */
export function runScript(
  name: string,
  env: Readonly<Record<string, string>>,
  cwd?: string,
): Promise<Ran> {
  const file = join(import.meta.dirname, '../scripts', name);
  const { PATH = '' } = process.env;
  return new Promise((resolve) => {
    execFile(process.execPath, [file], { env: { PATH, ...env }, cwd }, (error, stdout, stderr) => {
      resolve({ exitCode: error === null ? 0 : Number(error.code), out: stdout + stderr });
    });
  });
}
