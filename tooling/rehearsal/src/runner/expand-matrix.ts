import { evaluateValue } from '../expressions/evaluate.ts';
import type { ExpressionScope, Value } from '../expressions/expression-scope.ts';
import type { Job } from '../workflow/workflow-schema.ts';
import { NotRehearsed } from './not-rehearsed.ts';

type Combination = Readonly<Record<string, Value>>;

/** The combinations of a job's matrix; one empty one where it has none. */
export function expandMatrix(job: Job, scope: ExpressionScope): readonly Combination[] {
  if (job.strategy === undefined) return [{}];
  const { matrix } = job.strategy;
  const whole = typeof matrix === 'string' ? evaluateValue(matrix, scope) : matrix;
  if (!isRecord(whole)) throw new NotRehearsed('a matrix that is no object');
  const { include, exclude, ...axes } = whole;
  if (exclude !== undefined) throw new NotRehearsed('exclude of a matrix');
  const values = Object.entries(axes).map(([name, given]) => ({ name, list: list(given, scope) }));
  if (include === undefined) return combine(values);
  if (values.length > 0) throw new NotRehearsed('include of a matrix beside other axes');
  return list(include, scope) as readonly Combination[];
}

function combine(
  axes: readonly { readonly name: string; readonly list: readonly Value[] }[],
): readonly Combination[] {
  const [first, ...others] = axes;
  if (first === undefined) return [{}];
  return first.list.flatMap((value) =>
    combine(others).map((rest) => ({ [first.name]: value, ...rest })),
  );
}

function list(given: unknown, scope: ExpressionScope): readonly Value[] {
  const value = typeof given === 'string' ? evaluateValue(given, scope) : given;
  if (!Array.isArray(value)) throw new NotRehearsed('an axis of a matrix that is no list');
  return value as readonly Value[];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
