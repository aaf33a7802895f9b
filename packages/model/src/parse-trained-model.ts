import type { ClassifierModel } from './classifier-model.ts';
import { refuse } from './model-input-error.ts';
import type { TrainedModel } from './train-model.ts';

/**
 * A trained model from its JSON value, with every shape that predicting relies on checked.
 *
 * By hand, not with a schema library: that would weigh more than the rest of this package.
 *
 * @throws ModelInputError with one problem for each wrong field.
 *
 * @example
 * parseTrainedModel(JSON.parse('{}')); // throws model
 */
export function parseTrainedModel(value: unknown): TrainedModel {
  const { model, trainingSamples, evaluation, trainedAt } = fieldsOf(value);
  refuse([
    ...modelProblems(fieldsOf(model)),
    ...failed([
      [isCount(trainingSamples), 'trainingSamples is not a count'],
      [trainedAt === undefined || typeof trainedAt === 'string', 'trainedAt is not a text'],
    ]),
    ...evaluationProblems(fieldsOf(evaluation), fieldsOf(model)),
  ]);
  return value as TrainedModel; // checked field by field above
}

type Fields = Readonly<Record<string, unknown>>;
type Check = readonly [holds: boolean, problem: string];

const kind: ClassifierModel['kind'] = 'multinomial-logistic-regression';

function modelProblems(model: Fields): readonly string[] {
  const { means, scales } = fieldsOf(model.standardization);
  const features = lengthOf(model.featureNames);
  const classes = lengthOf(model.labels);
  const isRow = (row: unknown): boolean => isListOf(isFiniteNumber, features)(row);
  return failed([
    [model.kind === kind, `model.kind is not ${kind}`],
    [model.formatVersion === 1, 'model.formatVersion is not 1'],
    [isNames(model.featureNames, 1), 'model.featureNames is not a list of distinct names'],
    [isNames(model.labels, 2), 'model.labels is not a list of at least two distinct names'],
    [isRow(means), `model.standardization.means is not ${features} numbers`],
    [
      isListOf(isPositiveNumber, features)(scales),
      `model.standardization.scales is not ${features} numbers above 0`,
    ],
    [
      isListOf(isRow, classes)(model.weights),
      `model.weights is not ${classes} × ${features} numbers`,
    ],
    [
      isListOf(isFiniteNumber, classes)(model.intercepts),
      `model.intercepts is not ${classes} numbers`,
    ],
  ]);
}

function evaluationProblems(evaluation: Fields, model: Fields): readonly string[] {
  const classes = lengthOf(model.labels);
  return failed([
    [isCount(evaluation.samples), 'evaluation.samples is not a count'],
    [isShare(evaluation.accuracy), 'evaluation.accuracy is not between 0 and 1'],
    [isFiniteNumber(evaluation.logLoss), 'evaluation.logLoss is not a number'],
    [
      isListOf(isClassEvaluation, classes)(evaluation.classes),
      `evaluation.classes is not ${classes} evaluations`,
    ],
    [
      isListOf(isListOf(isCount, classes), classes)(evaluation.confusion),
      `evaluation.confusion is not ${classes} × ${classes} counts`,
    ],
  ]);
}

function isClassEvaluation(value: unknown): boolean {
  const { label, samples, precision, recall } = fieldsOf(value);
  return typeof label === 'string' && isCount(samples) && isShare(precision) && isShare(recall);
}

function failed(checks: readonly Check[]): readonly string[] {
  return checks.filter(([holds]) => !holds).map(([, problem]) => problem);
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

function isListOf(isItem: (item: unknown) => boolean, length: number) {
  return (value: unknown): boolean =>
    Array.isArray(value) && value.length === length && value.every(isItem);
}

function isNames(value: unknown, atLeast: number): boolean {
  return (
    isListOf((item) => typeof item === 'string' && item !== '', lengthOf(value))(value) &&
    lengthOf(value) >= atLeast &&
    new Set(value as readonly string[]).size === lengthOf(value)
  );
}

function isFiniteNumber(value: unknown): value is number {
  return Number.isFinite(value);
}

function isPositiveNumber(value: unknown): boolean {
  return isFiniteNumber(value) && value > 0;
}

function isShare(value: unknown): boolean {
  return isFiniteNumber(value) && value >= 0 && value <= 1;
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
