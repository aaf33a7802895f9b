import { UserError } from '@tooling/core/build';
import { buildFailed } from './build-failure.ts';

/** What one step of a build came to. */
type Outcome<Value> = { readonly failed: false; readonly value: Value } | { readonly failed: true };

/** Goes on after a step that failed, so that nobody mends one problem a build. */
export interface Collector {
  /** Runs a step, and keeps what it failed with. @throws whatever no user can act on */
  collect<Value>(step: () => Value | Promise<Value>): Promise<Outcome<Value>>;
  /** Everything that failed until now as one error. */
  joined(): UserError;
}

export function createCollector(subject: string): Collector {
  const errors: UserError[] = [];
  return {
    async collect(step) {
      try {
        return { failed: false, value: await step() };
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        errors.push(error);
        return { failed: true };
      }
    },
    joined() {
      const [first, ...others] = errors;
      if (first === undefined) throw new Error('nothing failed');
      if (others.length === 0) return first;
      return buildFailed(errors.flatMap(problemsOf), subject);
    },
  };
}

/** Problems of the bundler stand for themselves, those of a handler explain its message. */
const problemsOf = ({ code, message, problems }: UserError): readonly string[] =>
  code === 'BUILD_FAILED' && problems.length > 0 ? problems : [[message, ...problems].join('; ')];
