/** What turbo's variables say of a remote cache; empty where they say nothing. */
export interface CacheSettings {
  readonly url: string;
  readonly team: string;
  readonly token: string;
  readonly signatureKey: string;
  /** Whether TURBO_CACHE lets turbo write to it. */
  readonly mayWrite: boolean;
}

/** The variables, by what they set. */
const variables = {
  url: 'TURBO_API',
  team: 'TURBO_TEAM',
  token: 'TURBO_TOKEN',
  signatureKey: 'TURBO_REMOTE_CACHE_SIGNATURE_KEY',
} as const;

const needed = Object.keys(variables) as readonly (keyof typeof variables)[];

/** All of them, for whoever hands them on. */
export const cacheVariables = [...Object.values(variables), 'TURBO_CACHE'] as const;

export function readSettings(env: Readonly<Record<string, string | undefined>>): CacheSettings {
  const read = (variable: string) => env[variable] ?? '';
  const cache = read('TURBO_CACHE');
  return {
    url: read(variables.url),
    team: read(variables.team),
    token: read(variables.token),
    signatureKey: read(variables.signatureKey),
    mayWrite: cache === '' || /\bremote:r?w/.test(cache),
  };
}

/** An unset variable of a repository and a secret that a fork does not get come as empty ones. */
export const isConfigured = (settings: CacheSettings): boolean =>
  needed.some((name) => settings[name] !== '');

/** turbo's next version refuses shorter ones; 2.11 warns. */
const leastKeyBytes = 32;

/** Why turbo must not be given these: most of it turbo would bear in silence. */
export function findProblem(settings: CacheSettings): string | undefined {
  const those = (isAtFault: (value: string) => boolean) =>
    needed.filter((name) => isAtFault(settings[name])).map((name) => variables[name]);
  // Without TURBO_API turbo would send the token to its maker's cache.
  const missing = those((value) => value === '');
  if (missing.length > 0) {
    return `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not set`;
  }
  const [broken] = those((value) => /\s/.test(value));
  if (broken !== undefined) return `${broken} has white space in it`;
  if (!/^https?:\/\//.test(settings.url) || !URL.canParse(settings.url)) {
    return `${variables.url} is no address: it begins with https://`;
  }
  const keyBytes = Buffer.byteLength(settings.signatureKey);
  if (keyBytes >= leastKeyBytes) return undefined;
  return `${variables.signatureKey} has ${keyBytes} bytes of at least ${leastKeyBytes}`;
}
