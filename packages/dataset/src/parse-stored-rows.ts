import * as z from 'zod/mini';

const storedRows = z.object({
  source: z.object({ key: z.string(), etag: z.string() }),
  featureNames: z.array(z.string()),
  samples: z.array(z.object({ label: z.string(), features: z.array(z.number()) })),
});

/**
 * @param key - For the message.
 * @throws Error when it is not what was written there.
 */
export function parseStoredRows(key: string, text: string) {
  const parsed = storedRows.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`${key} does not hold rows: ${issue?.path.join('.') ?? ''} is not as written`);
}
