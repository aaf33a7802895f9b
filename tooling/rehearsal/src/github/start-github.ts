import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Value } from '../expressions/expression-scope.ts';
import type { Permissions } from '../workflow/workflow-schema.ts';
import { isAllowed, type ApiAnswer, type ApiRoute } from './api-route.ts';
import type { GithubEvent } from './github-event.ts';
import type { GithubSettings } from './github-settings.ts';
import { issueRoutes } from './issue-routes.ts';
import { createIssueStore, type IssueStore } from './issue-store.ts';
import { oidcClaims, type OidcClaims } from './oidc-claims.ts';
import { openRepository, type GithubRepository } from './open-repository.ts';
import { pullRoutes } from './pull-routes.ts';
import { releaseRoutes } from './release-routes.ts';

/** A request to the API, and what became of it. */
interface SeenApiRequest {
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

/** A GitHub on this machine: one repository, its settings, and the part of the API that we use. */
export interface Github {
  readonly url: string;
  readonly repository: GithubRepository;
  settings: GithubSettings;
  readonly store: IssueStore;
  readonly seen: readonly SeenApiRequest[];
  /** Requests that were answered 501: what the rehearsal's GitHub does not have. */
  unknownRequests(): readonly SeenApiRequest[];
  /** Where artifacts and caches are kept. */
  readonly storage: string;
  /** A token with these permissions and no other. */
  issueToken(permissions: Permissions): string;
  /** The variables by which a job asks for its OIDC token. */
  issueIdTokenRequest(
    github: Readonly<Record<string, Value>>,
    environment: string | undefined,
  ): Readonly<Record<string, string>>;
  startRun(): { readonly id: string; readonly number: string };
  /** Why this branch may not deploy to that environment, in GitHub's words. */
  refuseDeployment(environment: string | undefined, event: GithubEvent): string | undefined;
  close(): Promise<void>;
}

export interface GithubOptions {
  readonly directory: string;
  readonly fullName: string;
  readonly settings: GithubSettings;
  /** Signs what a job asks for as its OIDC token. */
  readonly mint: (claims: OidcClaims) => Promise<string>;
}

/** Starts it on 127.0.0.1. */
export async function startGithub(options: GithubOptions): Promise<Github> {
  const { directory, fullName, mint } = options;
  const repository = await openRepository(join(directory, `${fullName}.git`), fullName);
  const store = createIssueStore();
  const tokens = new Map<string, Permissions>();
  const idTokenRequests = new Map<string, Omit<OidcClaims, 'aud'>>();
  const seen: SeenApiRequest[] = [];
  let runs = 0;
  const server = createServer((request, response) => {
    answer(request).then(
      (found) => {
        const { pathname, search } = new URL(request.url ?? '/', 'http://127.0.0.1');
        const { method = '' } = request;
        seen.push({ method, path: `${pathname}${search}`, status: found.status });
        send(response, found);
      },
      (error: unknown) => {
        send(response, { status: 500, body: { message: String(error) } });
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const repositoryUrl = `${url}/repos/${fullName}`;
  const routes: readonly ApiRoute[] = [
    ...issueRoutes(store, repositoryUrl),
    ...pullRoutes(store, repositoryUrl),
    ...releaseRoutes(store, repository),
  ];

  async function answer(request: IncomingMessage): Promise<ApiAnswer> {
    const address = new URL(request.url ?? '/', url);
    const bearer = /^(?:bearer|token) (?<token>.+)$/i.exec(request.headers.authorization ?? '');
    const token = bearer?.groups?.token ?? '';
    if (address.pathname === '/_oidc') {
      const claims = idTokenRequests.get(token);
      if (claims === undefined) return unauthorized;
      const aud = address.searchParams.get('audience') ?? `https://github.com/${fullName}`;
      return { status: 200, body: { value: await mint({ ...claims, aud }) } };
    }
    const prefix = `/repos/${fullName}`;
    const path = address.pathname.slice(prefix.length);
    const found = address.pathname.startsWith(prefix)
      ? match(routes, request.method ?? 'GET', path)
      : undefined;
    if (found === undefined) {
      const message = `${String(request.method)} ${address.pathname} is not rehearsed`;
      return { status: 501, body: { message } };
    }
    const permissions = tokens.get(token);
    if (permissions === undefined) return unauthorized;
    if (!isAllowed(found.route, permissions)) return forbidden;
    const body = await text(request);
    return found.route.answer({
      params: found.params,
      query: address.searchParams,
      body: body === '' ? {} : (JSON.parse(body) as Record<string, unknown>),
    });
  }

  const github: Github = {
    url,
    repository,
    settings: options.settings,
    store,
    seen,
    unknownRequests: () => seen.filter(({ status }) => status === 501),
    storage: join(directory, 'storage'),
    issueToken(permissions) {
      const token = `ghs_rehearsal${String(tokens.size + 1).padStart(8, '0')}`;
      tokens.set(token, permissions);
      return token;
    },
    issueIdTokenRequest(context, environment) {
      const token = `id-token-request-${String(idTokenRequests.size + 1).padStart(8, '0')}`;
      idTokenRequests.set(token, oidcClaims(context, environment));
      return {
        ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/_oidc?api-version=2.0`,
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: token,
      };
    },
    startRun() {
      runs += 1;
      return { id: String(9000 + runs), number: String(runs) };
    },
    refuseDeployment(environment, { ref }) {
      const branches =
        environment === undefined ? undefined : github.settings.environments[environment]?.branches;
      const branch = ref.replace(/^refs\/heads\//, '');
      if (branches === undefined || branches.includes(branch)) return undefined;
      return `Branch "${branch}" is not allowed to deploy to ${String(environment)} due to environment protection rules.`;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
  return github;
}

const unauthorized: ApiAnswer = { status: 401, body: { message: 'Bad credentials' } };
const forbidden: ApiAnswer = {
  status: 403,
  body: { message: 'Resource not accessible by integration' },
};

function match(routes: readonly ApiRoute[], method: string, path: string) {
  for (const route of routes) {
    const pattern = route.path.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)');
    const found = new RegExp(`^${pattern}$`).exec(path);
    if (route.method === method && found !== null) return { route, params: { ...found.groups } };
  }
  return undefined;
}

function send(response: ServerResponse, { status, headers, body }: ApiAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body === undefined ? '' : JSON.stringify(body));
}
