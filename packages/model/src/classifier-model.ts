import type { Standardization } from './standardization.ts';

/**
 * A fitted multinomial logistic regression: a plain JSON value.
 *
 * The score of class `k` is `intercepts[k] + weights[k] · z`, where `z` are the standardised
 * features; the probabilities are the softmax of the scores.
 */
export interface ClassifierModel {
  readonly kind: 'multinomial-logistic-regression';
  readonly formatVersion: 1;
  readonly featureNames: readonly string[];
  /** The classes, sorted. */
  readonly labels: readonly string[];
  readonly standardization: Standardization;
  /** One row for each class, one column for each feature. */
  readonly weights: readonly (readonly number[])[];
  /** One for each class; their sum is 0. */
  readonly intercepts: readonly number[];
}
