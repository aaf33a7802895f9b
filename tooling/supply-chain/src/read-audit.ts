import { z } from 'zod';
import { severities } from './accepted.ts';
import type { PnpmResult, RunPnpm } from './run-pnpm.ts';

const advisorySchema = z.object({
  github_advisory_id: z.string().optional(),
  id: z.union([z.number(), z.string()]),
  title: z.string(),
  module_name: z.string(),
  severity: z.enum(severities),
  patched_versions: z.string().optional(),
  url: z.string(),
  findings: z.array(z.object({ version: z.string() })),
});

const auditSchema = z.object({ advisories: z.record(z.string(), advisorySchema) });

export type Advisory = z.infer<typeof advisorySchema>;

/** What the registry says; or why it says nothing, which is neither good news nor bad. */
export type Audit =
  | { readonly kind: 'answer'; readonly advisories: readonly Advisory[] }
  | { readonly kind: 'none'; readonly reason: string };

/** Asks the registry for known vulnerabilities of what the lockfile names. */
export async function readAudit(pnpm: RunPnpm): Promise<Audit> {
  const result = await pnpm(['audit', '--json']);
  // It exits with 1 both for vulnerabilities and when nobody answers: only what it prints tells.
  const { data } = auditSchema.safeParse(parseJson(result.stdout));
  if (data === undefined) return { kind: 'none', reason: reasonOf(result) };
  return { kind: 'answer', advisories: Object.values(data.advisories) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A proxy may answer with a page. */
const longestReason = 300;

/** pnpm draws a frame around its words, and breaks them. */
function reasonOf({ stdout, stderr }: PnpmResult): string {
  const words = `${stderr}\n${stdout}`
    .split('\n')
    .map((line) => line.replace(/^[\s×│├─▶╰]+/, ''))
    .filter((line) => line !== '' && !line.startsWith('Error: ERR_PNPM'))
    .join(' ')
    .replaceAll('/ ', '/')
    .replace(/:$/, '');
  return words === '' ? 'pnpm audit printed nothing' : words.slice(0, longestReason);
}
