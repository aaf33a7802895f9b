/**
 * The caller's input is wrong: a dataset, an option, the features to predict from or a stored model.
 *
 * All problems are found before it is thrown, one line each with the offending value.
 *
 * @example
 * import { fit } from './fit.ts';
 *
 * fit({ featureNames: [], samples: [] }); // throws a dataset needs at least one sample
 */
export class ModelInputError extends Error {
  override readonly name = 'ModelInputError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('; '));
    this.problems = problems;
  }
}

/** Throws when there is a problem. */
export function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new ModelInputError(problems);
}
