/** What people are told. */
export interface News {
  /** The same news again has the same. */
  readonly id: string;
  readonly subject: string;
  readonly text: string;
}

/** @throws TypeError when the message is no news. */
export function readNews(body: string): News {
  const { id, subject, text } = JSON.parse(body) as Partial<Record<string, unknown>>;
  if (typeof id === 'string' && typeof subject === 'string' && typeof text === 'string') {
    return { id, subject, text };
  }
  throw new TypeError('the message is no news: it has no id, subject and text');
}
