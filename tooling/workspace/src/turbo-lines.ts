import { z } from 'zod';

/** A line of `turbo run --json`, as far as it matters. */
const lineSchema = z.object({ source: z.string(), text: z.string(), level: z.string().optional() });

export type TurboLine = z.infer<typeof lineSchema>;

/** Undefined for what is none: turbo's complaints about its configuration are plain text. */
export function parseTurboLine(line: string): TurboLine | undefined {
  try {
    return lineSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/** turbo's own words of its output, without those of the tasks. */
export function turboWords(output: string): string {
  return output
    .split('\n')
    .flatMap((line) => {
      const parsed = parseTurboLine(line);
      if (parsed === undefined) return line;
      return parsed.source === 'turbo' ? parsed.text : [];
    })
    .join('\n');
}

/** What turbo says when its remote cache fails it; it says nothing where a signature is a wrong one. */
export function cacheWarning({ source, level, text }: TurboLine): string | undefined {
  if (source !== 'turbo' || level !== 'warn') return undefined;
  if (!/cach|artifact/i.test(text)) return undefined;
  return text.replace(/^[\s•]+/, '').trim();
}

/**
 * The package whose build said something that it may say at its end. What is said at the beginning is
 * left out, as far as it is known: it would only be looked after in vain.
 */
export function finishingPackage({ source, text }: TurboLine): string | undefined {
  if (/^cache miss|^\$ |^> |^lambda build$/.test(text)) return undefined;
  return /^(?<name>.+)#build$/.exec(source)?.groups?.name;
}
