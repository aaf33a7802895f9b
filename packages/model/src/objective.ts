import { Matrix } from 'ml-matrix';
import { logSumExp, softmax } from './softmax.ts';

/**
 * What is minimised: the negative log-likelihood of the classes, plus half of `l2` times the sum
 * of the squared weights.
 *
 * Intercepts are not penalised, so adding one number to all of them would change nothing; half the
 * square of their sum is added too, which makes the minimum unique without moving it.
 */
export interface Objective {
  /** Samples × (1 + features); the first column is 1, for the intercept. */
  readonly design: Matrix;
  /** Samples × classes: 1 where the sample has the class, else 0. */
  readonly targets: Matrix;
  readonly l2: number;
}

/** @param coefficients - Classes × (1 + features). */
export function objectiveValue(objective: Objective, coefficients: Matrix): number {
  const { design, targets, l2 } = objective;
  const scores = scoresOf(design, coefficients);
  const normalizers = scores.to2DArray().reduce((total, row) => total + logSumExp(row), 0);
  const chosen = Matrix.mul(scores, targets).sum();
  const weights = withoutIntercepts(coefficients);
  const penalty = l2 * Matrix.mul(weights, weights).sum() + interceptSum(coefficients) ** 2;
  return normalizers - chosen + penalty / 2;
}

/** Samples × classes, each row with the sum 1. */
export function classProbabilities({ design }: Objective, coefficients: Matrix): Matrix {
  return new Matrix(
    scoresOf(design, coefficients)
      .to2DArray()
      .map((row) => [...softmax(row)]),
  );
}

/** The first derivatives, in the shape of the coefficients. */
export function objectiveGradient(
  objective: Objective,
  coefficients: Matrix,
  probabilities: Matrix,
): Matrix {
  const { design, targets, l2 } = objective;
  const gradient = Matrix.sub(probabilities, targets).transpose().mmul(design);
  gradient.add(withoutIntercepts(coefficients).mul(l2));
  const gauge = interceptSum(coefficients);
  for (let k = 0; k < gradient.rows; k += 1) gradient.set(k, 0, gradient.get(k, 0) + gauge);
  return gradient;
}

/** The second derivatives: square, over the coefficients row by row; positive definite. */
export function objectiveHessian({ design, l2 }: Objective, probabilities: Matrix): Matrix {
  const classes = probabilities.columns;
  const width = design.columns;
  const hessian = Matrix.zeros(classes * width, classes * width);
  const transposed = design.transpose();
  for (let k = 0; k < classes; k += 1) {
    for (let l = 0; l <= k; l += 1) {
      const block = transposed.mmul(design.clone().mulColumnVector(curvature(probabilities, k, l)));
      if (k === l) for (let j = 1; j < width; j += 1) block.set(j, j, block.get(j, j) + l2);
      block.set(0, 0, block.get(0, 0) + 1);
      hessian.setSubMatrix(block, k * width, l * width);
      hessian.setSubMatrix(block.transpose(), l * width, k * width);
    }
  }
  // Rounding leaves the blocks on the diagonal symmetric up to the last bit only.
  return Matrix.add(hessian, hessian.transpose()).div(2);
}

/** How the likelihood of each sample bends in the scores of classes k and l. */
function curvature(probabilities: Matrix, k: number, l: number): readonly number[] {
  const other = probabilities.getColumn(l);
  return probabilities.getColumn(k).map((p, row) => p * ((k === l ? 1 : 0) - (other[row] ?? 0)));
}

function scoresOf(design: Matrix, coefficients: Matrix): Matrix {
  return design.mmul(coefficients.transpose());
}

function withoutIntercepts(coefficients: Matrix): Matrix {
  return coefficients.clone().mulRowVector([0, ...Array<number>(coefficients.columns - 1).fill(1)]);
}

function interceptSum(coefficients: Matrix): number {
  return coefficients.getColumn(0).reduce((sum, value) => sum + value, 0);
}
