import { createHash, createHmac } from 'node:crypto';
import { findProblem, isConfigured, readSettings, type CacheSettings } from './cache-settings.ts';

/** Whether turbo shall be given a remote cache. */
export interface CacheVerdict {
  /** `none`: nobody has configured one, and there is nothing to tell. */
  readonly use: 'yes' | 'no' | 'none';
  /** Whether it refuses to be written to: turbo would warn of it at each task. */
  readonly isReadOnly: boolean;
  /** One line, without a secret. */
  readonly message: string;
}

// An artifact among the others, named as turbo names them. Its signature is ours: turbo never asks for it.
const name = createHash('sha256').update('does this cache keep what it is given?').digest('hex');
const hash = name.slice(0, 16);
const content = 'Written by tooling/cache, to see whether this cache keeps what it is given.\n';

const signatureOf = (key: string) => createHmac('sha256', key).update(content).digest('base64');

/**
 * Asks a remote cache for what turbo will ask it for. turbo goes on without a cache that fails, but is
 * silent where a signature is wrong or was not kept, and waits long for one that does not answer.
 *
 * @param env - turbo's variables
 * @param signal - ends the asking: whoever has not answered by then is too slow
 */
export async function checkCache(
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<CacheVerdict> {
  const settings = readSettings(env);
  const verdict = (use: CacheVerdict['use'], message: string, isReadOnly = false) => ({
    use,
    isReadOnly,
    message,
  });
  if (!isConfigured(settings)) return verdict('none', 'no remote cache is configured');
  const problem = findProblem(settings);
  const found = problem === undefined ? await ask(settings, signal) : { problem };
  if ('problem' in found) return verdict('no', `the remote cache is not used: ${found.problem}`);
  const { isReadOnly, hasOtherKey } = found;
  const notes = [
    ...(isReadOnly ? ['it is only read'] : []),
    ...(hasOtherKey ? ['what others signed with another key is built again'] : []),
  ];
  const message = [`the remote cache at ${settings.url} is used`, ...notes].join('; ');
  return verdict('yes', message, isReadOnly);
}

interface Problem {
  readonly problem: string;
}

interface Usable {
  readonly isReadOnly: boolean;
  /** Whether others have signed what is there, or had when it was asked. */
  readonly hasOtherKey: boolean;
}

async function ask(settings: CacheSettings, signal: AbortSignal): Promise<Problem | Usable> {
  const { url } = settings;
  try {
    return await tryOut(settings, signal);
  } catch (error) {
    if (signal.aborted) return { problem: `${url} takes too long to answer` };
    return { problem: `${url} cannot be reached (${describeCause(error)})` };
  }
}

/** fetch says "fetch failed", and its cause says why: ECONNREFUSED. */
function describeCause(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const { code } = cause as NodeJS.ErrnoException;
  return code ?? (cause instanceof Error ? cause.message : String(cause));
}

/** Reads, writes and reads again. */
async function tryOut(settings: CacheSettings, signal: AbortSignal): Promise<Problem | Usable> {
  const { url, signatureKey, mayWrite } = settings;
  const before = await read(settings, signal);
  if ('problem' in before) return before;
  const ours = signatureOf(signatureKey);
  const hasOtherKey = before.signature !== undefined && before.signature !== ours;
  if (!mayWrite) return { isReadOnly: false, hasOtherKey };
  const written = await write(settings, ours, signal);
  if (written === 'refused') return { isReadOnly: true, hasOtherKey };
  if (written !== 'written') return written;
  const after = await read(settings, signal);
  if ('problem' in after) return after;
  if (after.signature === ours) return { isReadOnly: false, hasOtherKey };
  const remedy = 'start it with any TURBO_REMOTE_CACHE_SIGNATURE_KEY';
  return { problem: `${url} keeps no signatures: ${remedy}` };
}

function request(
  { url, team, token }: CacheSettings,
  signal: AbortSignal,
  written?: { readonly signature: string },
): Promise<Response> {
  const address = new URL(`${url.replace(/\/$/, '')}/v8/artifacts/${hash}`);
  address.searchParams.set('slug', team);
  const headers = new Headers({ authorization: `Bearer ${token}` });
  if (written === undefined) return fetch(address, { headers, signal });
  headers.set('content-type', 'application/octet-stream');
  headers.set('x-artifact-duration', '0');
  headers.set('x-artifact-tag', written.signature);
  return fetch(address, { method: 'PUT', headers, body: content, signal });
}

/** @returns the signature of our artifact; undefined when the cache has none */
async function read(
  settings: CacheSettings,
  signal: AbortSignal,
): Promise<Problem | { readonly signature: string | undefined }> {
  const response = await request(settings, signal);
  const text = await response.text();
  if (response.status === 404) return { signature: undefined };
  if (response.status !== 200) return refusal(settings, response);
  if (text !== content) return { problem: `${settings.url} answers what no cache answers` };
  return { signature: response.headers.get('x-artifact-tag') ?? undefined };
}

async function write(
  settings: CacheSettings,
  signature: string,
  signal: AbortSignal,
): Promise<'written' | 'refused' | Problem> {
  const response = await request(settings, signal, { signature });
  await response.text();
  if (response.ok) return 'written';
  return response.status === 403 ? 'refused' : refusal(settings, response);
}

const refusal = ({ url }: CacheSettings, { status }: Response): Problem => ({
  problem:
    status === 401 || status === 403
      ? `${url} does not take TURBO_TOKEN (${status})`
      : `${url} answers with ${status}`,
});
