import { failLatest } from '../document/fail-latest.ts';
import type { LambdaWorld } from './lambda-world.ts';

/**
 * Carries out a creation or an update that is accepted as always and then ends in the state Failed:
 * a fault that is asked for. Invocations go on with what ran before.
 */
export function endFailed(world: LambdaWorld) {
  return async (
    functionName: string,
    reasonCode: string,
    run: () => Promise<unknown>,
  ): Promise<unknown> => {
    const before = world.store.get(functionName);
    const answer = await run();
    await world.store.change(functionName, (document) => ({
      document: document && failLatest(document, before, reasonCode),
      result: undefined,
    }));
    return answer;
  };
}
