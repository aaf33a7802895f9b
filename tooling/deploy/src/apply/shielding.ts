import type { DeployEvent } from '@tooling/core';

type Emit = (event: DeployEvent) => void;

/**
 * Passes events on; whoever renders them cannot break the work, and is told off at its end.
 *
 * @throws what `emit` threw first, once everything is done
 */
export async function shielding<Result>(
  emit: Emit,
  work: (emit: Emit) => Promise<Result>,
): Promise<Result> {
  const errors: unknown[] = [];
  const result = await work((event) => {
    try {
      emit(event);
    } catch (error) {
      errors.push(error);
    }
  });
  if (errors.length > 0) throw errors[0];
  return result;
}
