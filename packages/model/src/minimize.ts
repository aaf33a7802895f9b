import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import {
  classProbabilities,
  type Objective,
  objectiveGradient,
  objectiveHessian,
  objectiveValue,
} from './objective.ts';

export interface Minimum {
  /** Classes × (1 + features). */
  readonly coefficients: Matrix;
  readonly iterations: number;
  /** False when the steps ran out first, or the numbers are too far apart to take one. */
  readonly converged: boolean;
}

const maxIterations = 100;
// Largest derivative at which a point counts as the minimum, for each sample.
const tolerancePerSample = 1e-10;

/**
 * Newton's method with step halving. The objective is strictly convex, so the minimum does not
 * depend on where the search starts, nor on chance.
 */
export function minimize(objective: Objective): Minimum {
  let coefficients = Matrix.zeros(objective.targets.columns, objective.design.columns);
  const tolerance = tolerancePerSample * objective.design.rows;
  for (let iterations = 0; iterations < maxIterations; iterations += 1) {
    const probabilities = classProbabilities(objective, coefficients);
    const gradient = objectiveGradient(objective, coefficients, probabilities);
    if (gradient.norm('max') <= tolerance) return { coefficients, iterations, converged: true };
    const step = newtonStep(gradient, objectiveHessian(objective, probabilities));
    if (step === undefined) return { coefficients, iterations, converged: false };
    const next = descend(objective, coefficients, gradient, step);
    if (next === undefined) return { coefficients, iterations, converged: true };
    coefficients = next;
  }
  return { coefficients, iterations: maxIterations, converged: false };
}

function newtonStep(gradient: Matrix, hessian: Matrix): Matrix | undefined {
  const decomposition = new CholeskyDecomposition(hessian);
  if (!decomposition.isPositiveDefinite()) return undefined;
  const solution = decomposition.solve(Matrix.columnVector(gradient.to1DArray()));
  return Matrix.from1DArray(gradient.rows, gradient.columns, solution.to1DArray()).neg();
}

/** The first of the ever shorter steps that goes down enough; undefined when none does. */
function descend(
  objective: Objective,
  coefficients: Matrix,
  gradient: Matrix,
  step: Matrix,
): Matrix | undefined {
  const value = objectiveValue(objective, coefficients);
  const slope = Matrix.mul(gradient, step).sum();
  for (let length = 1; length > 1e-10; length /= 2) {
    const next = Matrix.add(coefficients, Matrix.mul(step, length));
    if (objectiveValue(objective, next) <= value + 1e-4 * length * slope) return next;
  }
  // Rounding hides what is left to gain.
  return undefined;
}
