/** Secrets as a test plants them: what they are stands in no output. */
export const token = 'planted-token-of-the-cache';
export const signatureKey = 'planted-signing-key-of-32-bytes-and-more';

/** turbo's variables for a server, of a team that no other test has. */
export const variablesOf = (url: string, team: string): Readonly<Record<string, string>> => ({
  TURBO_API: url,
  TURBO_TEAM: team,
  TURBO_TOKEN: token,
  TURBO_REMOTE_CACHE_SIGNATURE_KEY: signatureKey,
});
