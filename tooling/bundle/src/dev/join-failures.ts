import { UserError } from '@tooling/core/build';
import type { DevFailure } from './dev-lambda.ts';

/** What is wrong once with a shared file is said once, however many lambdas have it. */
export function joinFailures(
  failed: readonly { readonly name: string; readonly error: unknown }[],
): readonly DevFailure[] {
  const byText = Object.groupBy(failed, ({ error }) => textOf(error));
  return Object.values(byText).map((same = []) => ({
    lambdas: same.map(({ name }) => name).sort(),
    error: same[0]?.error,
  }));
}

function textOf(error: unknown): string {
  if (error instanceof UserError) return [error.message, ...error.problems].join('\n');
  return String(error);
}
