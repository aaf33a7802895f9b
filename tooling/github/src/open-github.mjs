/**
 * GitHub's REST API, for the repository of the run that this is part of.
 *
 * JavaScript, and nothing that has to be installed: a job that may write runs no code of others.
 *
 * @typedef {object} GitHub
 * @property {(method: string, path: string, body?: object) => Promise<any>} call
 *   Undefined for 404. `path` follows `/repos/OWNER/NAME`.
 * @property {(path: string) => AsyncGenerator<any>} list All pages of a list.
 */

/**
 * @param {Readonly<Record<string, string | undefined>>} env GITHUB_API_URL, GITHUB_REPOSITORY and GITHUB_TOKEN
 * @returns {GitHub}
 */
export function openGitHub(env) {
  const api = required(env, 'GITHUB_API_URL').replace(/\/$/, '');
  const repository = `${api}/repos/${required(env, 'GITHUB_REPOSITORY')}`;
  const headers = {
    accept: 'application/vnd.github+json',
    authorization: `Bearer ${required(env, 'GITHUB_TOKEN')}`,
    'content-type': 'application/json',
    'user-agent': 'lambda-pipeline',
    'x-github-api-version': '2022-11-28',
  };

  /** @type {(method: string, url: string, body?: object) => Promise<Response>} */
  const send = async (method, url, body) => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(url, { method, headers, ...sent });
    if (response.ok || (method === 'GET' && response.status === 404)) return response;
    const text = await response.text();
    throw new Error(`${method} ${new URL(url).pathname}: ${response.status} ${messageOf(text)}`);
  };

  return {
    async call(method, path, body) {
      const response = await send(method, repository + path, body);
      return response.status === 404 ? undefined : response.json();
    },
    async *list(path) {
      /** @type {string | undefined} */
      let next = `${repository}${path}${path.includes('?') ? '&' : '?'}per_page=100`;
      while (next !== undefined) {
        const response = await send('GET', next);
        if (response.status === 404) throw new Error(`GET ${new URL(next).pathname}: 404`);
        yield* /** @type {any[]} */ (await response.json());
        next = nextPage(response.headers.get('link') ?? '', api);
      }
    },
  };
}

/**
 * A variable that has to be set.
 *
 * @param {Readonly<Record<string, string | undefined>>} env
 * @param {string} name
 */
export function required(env, name) {
  const value = env[name] ?? '';
  if (value === '') throw new Error(`${name} is not set`);
  return value;
}

/**
 * The token goes to the API and nowhere else, whatever a header says.
 *
 * @param {string} link
 * @param {string} api
 */
function nextPage(link, api) {
  const next = /<([^>]+)>;\s*rel="next"/.exec(link)?.[1];
  return next?.startsWith(`${api}/`) === true ? next : undefined;
}

/** @param {string} text */
function messageOf(text) {
  try {
    return JSON.parse(text).message ?? text;
  } catch {
    return text;
  }
}
