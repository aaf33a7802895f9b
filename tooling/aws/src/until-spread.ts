import type { AwsClients } from './clients.ts';

/**
 * Seen to last 5 to 20 seconds:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
 */
const longestMs = 25_000;

export interface Spreading {
  /** What is sent: whoever sends the same kind waits together. */
  readonly kind: string;
  /** Whether this run wrote what is spread: only then is anything waited out. */
  readonly isFresh: boolean;
  /** Whether an answer may mean just that. */
  readonly isPassing: (error: unknown) => boolean;
}

/** Sends something, and again for some 25 seconds, while IAM still spreads what this run wrote. */
export async function untilSpread<Output>(
  { clock, waits, spreading }: AwsClients,
  { kind, isFresh, isPassing }: Spreading,
  send: () => Promise<Output>,
): Promise<Output> {
  if (!isFresh) return send();
  const gate = spreading(kind);
  const wait = (work: () => Promise<void>) => waits.during({ reason: 'role' }, work);
  const startMs = clock.now();
  if (gate.isRefusing) await wait(() => gate.enter());
  else await gate.enter();
  for (let isFirst = true; ; isFirst = false) {
    try {
      const output = await send();
      gate.accepted(isFirst ? 0 : clock.now() - startMs);
      return output;
    } catch (error) {
      if (!isPassing(error) || clock.now() - startMs >= longestMs) {
        gate.left();
        throw error;
      }
    }
    await wait(() => gate.again());
  }
}
