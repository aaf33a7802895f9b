import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import {
  classProbabilities,
  type Objective,
  objectiveGradient,
  objectiveHessian,
  objectiveValue,
} from './objective.ts';

const maxIterations = 100;
// A step that is expected to gain less than this, relative to the objective, is the last one: near
// the minimum the distance to it is squared by each step, so what remains is below rounding.
const lastGain = 1e-10;

/**
 * The coefficients, classes × (1 + features), at the minimum. Undefined when the steps run out, or
 * the numbers are too far apart to take one.
 *
 * Newton's method with step halving. The objective is strictly convex, so the minimum does not
 * depend on where the search starts, nor on chance.
 */
export function minimize(objective: Objective): Matrix | undefined {
  let coefficients = Matrix.zeros(objective.targets.columns, objective.design.columns);
  for (let iteration = 0; iteration < maxIterations; iteration += 1) {
    const probabilities = classProbabilities(objective, coefficients);
    const gradient = objectiveGradient(objective, coefficients, probabilities);
    const step = newtonStep(gradient, objectiveHessian(objective, probabilities));
    if (step === undefined) return undefined;
    const value = objectiveValue(objective, coefficients);
    const slope = Matrix.mul(gradient, step).sum();
    if (-slope <= lastGain * (1 + Math.abs(value))) return Matrix.add(coefficients, step);
    const next = descend(objective, { coefficients, value, slope }, step);
    if (next === undefined) return undefined;
    coefficients = next;
  }
  return undefined;
}

function newtonStep(gradient: Matrix, hessian: Matrix): Matrix | undefined {
  const decomposition = new CholeskyDecomposition(hessian);
  if (!decomposition.isPositiveDefinite()) return undefined;
  const solution = decomposition.solve(Matrix.columnVector(gradient.to1DArray()));
  return Matrix.from1DArray(gradient.rows, gradient.columns, solution.to1DArray()).neg();
}

interface Point {
  readonly coefficients: Matrix;
  readonly value: number;
  /** Of the objective along the step: below 0. */
  readonly slope: number;
}

/** The first of ever shorter steps that goes down enough; undefined when none does. */
function descend(
  objective: Objective,
  { coefficients, value, slope }: Point,
  step: Matrix,
): Matrix | undefined {
  for (let length = 1; length > 1e-10; length /= 2) {
    const next = Matrix.add(coefficients, Matrix.mul(step, length));
    if (objectiveValue(objective, next) <= value + 1e-4 * length * slope) return next;
  }
  return undefined;
}
