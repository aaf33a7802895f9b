/** What is wrong with the operand of `numeric`: `["=", 5]`, `["<", 5]`, `[">", 0, "<=", 5]`. */
export function checkNumeric(operand: unknown): string | undefined {
  if (!Array.isArray(operand)) return 'Value of numeric must be an array.';
  const [operator, limit, second, top, ...more] = operand as readonly unknown[];
  if (operand.length === 0) return 'Invalid member in numeric match: ]';
  if (typeof operator !== 'string') return `Invalid member in numeric match: ${show(operator)}`;
  if (!['=', '<', '<=', '>', '>='].includes(operator)) {
    return `Unrecognized numeric range operator: ${operator}`;
  }
  const problem = checkLimit(operator === '=' ? 'equals' : operator, limit);
  if (problem !== undefined || operand.length === 2) return problem;
  // Only what has a bottom can have a top.
  if (!operator.startsWith('>')) return 'Too many elements in numeric expression';
  if (typeof second !== 'string') return `Bad value in numeric range: ${show(second)}`;
  if (!['<', '<='].includes(second)) return `Bad numeric range operator: ${second}`;
  const topProblem = checkLimit(second, top);
  if (topProblem !== undefined) return topProblem;
  if (more.length > 0) return 'Too many terms in numeric range expression';
  return Number(limit) < Number(top) ? undefined : 'Bottom must be less than top';
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html */
const largest = 5e9;

function checkLimit(operator: string, limit: unknown): string | undefined {
  if (typeof limit !== 'number') return `Value of ${operator} must be numeric`;
  if (Math.abs(limit) <= largest) return undefined;
  return `Value must be between -5.0E9 and 5.0E9, inclusive`;
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
