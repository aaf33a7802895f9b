/** The last of the deletions that clients gave a token, which may come twice. */
export interface RememberedTokens {
  has(token: string): boolean;
  add(token: string): void;
}

const most = 1000;

/** For as long as the local AWS runs: nobody repeats a request the day after. */
export function rememberTokens(): RememberedTokens {
  const tokens = new Set<string>();
  return {
    has: (token) => tokens.has(token),
    add(token) {
      tokens.add(token);
      const [oldest] = tokens;
      if (tokens.size > most && oldest !== undefined) tokens.delete(oldest);
    },
  };
}
