import type { AwsClients } from './clients.ts';

// Seen to last 5 to 20 seconds: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
const propagationDelaysMs = [500, 1000, 2000, 3000, 4000, 5000, 5000, 5000];

/**
 * Sends something, and again for some 25 seconds, while IAM still spreads what this run wrote.
 *
 * @param isPassing - whether an answer may mean just that
 */
export async function untilSpread<Output>(
  { clock, waits }: AwsClients,
  {
    isFresh,
    isPassing,
  }: { readonly isFresh: boolean; readonly isPassing: (error: unknown) => boolean },
  send: () => Promise<Output>,
): Promise<Output> {
  const delays = isFresh ? propagationDelaysMs : [];
  for (const delayMs of delays) {
    try {
      return await send();
    } catch (error) {
      if (!isPassing(error)) throw error;
      await waits.during({ reason: 'role' }, () => clock.sleep(delayMs));
    }
  }
  return send();
}
