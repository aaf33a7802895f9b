import { ModelInputError, predict, type Prediction, type TrainedModel } from '@packages/model';

/** What the function answers for one observation. */
export interface Answer extends Prediction {
  /** Of the model, on samples that it had not seen. */
  readonly modelAccuracy: number;
  /** When the model was trained; `shipped`, while none has come into service yet. */
  readonly model: string;
}

/**
 * @param measurements - An object with a number for each of the model's features.
 * @throws ModelInputError
 */
export function answerFor(trained: TrainedModel, measurements: unknown): Answer {
  const { model, evaluation, trainedAt = 'shipped' } = trained;
  const features = readFeatures(model.featureNames, measurements);
  return { ...predict(model, features), modelAccuracy: evaluation.accuracy, model: trainedAt };
}

function readFeatures(featureNames: readonly string[], measurements: unknown): readonly number[] {
  const fields: Readonly<Record<string, unknown>> =
    typeof measurements === 'object' && measurements !== null ? { ...measurements } : {};
  const problems = featureNames
    .filter((name) => typeof fields[name] !== 'number')
    .map((name) => `${name}: a number expected, ${describe(fields[name])} given`);
  if (problems.length > 0) throw new ModelInputError(problems);
  return featureNames.map((name) => fields[name] as number);
}

function describe(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
