/** Scores as probabilities: in the same order, with the sum 1. */
export function softmax(scores: readonly number[]): readonly number[] {
  // Subtracting the largest changes nothing but keeps exp from overflowing.
  const largest = Math.max(...scores);
  const exponentials = scores.map((score) => Math.exp(score - largest));
  const total = sum(exponentials);
  return exponentials.map((value) => value / total);
}

/** The logarithm of the sum of the scores' exponentials, for scores of any size. */
export function logSumExp(scores: readonly number[]): number {
  const largest = Math.max(...scores);
  return largest + Math.log(sum(scores.map((score) => Math.exp(score - largest))));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
