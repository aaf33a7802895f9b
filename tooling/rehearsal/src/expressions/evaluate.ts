import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import { truthy } from '@actions/expressions/result';
import type { ExpressionFunction, ExpressionScope, Value } from './expression-scope.ts';
import { splitTemplate } from './split-template.ts';

/** The text of a field, with each `${{ … }}` in it replaced. */
export function evaluateText(template: string, scope: ExpressionScope): string {
  return splitTemplate(template)
    .map((part) => ('text' in part ? part.text : run(part.expression, scope).coerceString()))
    .join('');
}

/** A field that is one `${{ … }}` and gives more than text: a list, an object, a boolean. */
export function evaluateValue(template: string, scope: ExpressionScope): Value {
  const [only, ...others] = splitTemplate(template);
  if (only === undefined || others.length > 0 || 'text' in only) {
    return evaluateText(template, scope);
  }
  return JSON.parse(JSON.stringify(run(only.expression, scope), data.replacer)) as Value;
}

/**
 * The condition of a job or a step. Where it asks for no status itself, it only holds as long as
 * nothing has failed: https://docs.github.com/actions/reference/workflows-and-actions/expressions#status-check-functions
 */
export function evaluateCondition(condition: string | undefined, scope: ExpressionScope): boolean {
  const expression = condition === undefined ? '' : bareExpression(condition);
  const asksStatus = /\b(?:always|cancelled|failure|success)\s*\(/i.test(
    expression.replaceAll(/'(?:[^']|'')*'/g, ''),
  );
  if (expression === '') return truthy(run('success()', scope));
  return truthy(run(asksStatus ? expression : `success() && (${expression})`, scope));
}

/** `if` takes an expression with and without its braces. */
function bareExpression(condition: string): string {
  const [first, ...others] = splitTemplate(condition.trim());
  if (first === undefined) return '';
  if (others.length === 0) return 'text' in first ? first.text : first.expression;
  throw new Error(`if: ${condition}: text beside an expression is always true`);
}

function run(expression: string, { contexts, functions = [] }: ExpressionScope) {
  try {
    const { tokens } = new Lexer(expression).lex();
    const names = Object.keys(contexts);
    const parsed = new Parser(tokens, names, [...functions]).parse();
    return new Evaluator(parsed, toDictionary(contexts), definitions(functions)).evaluate();
  } catch (error) {
    throw new Error(`\${{ ${expression.trim()} }}: ${(error as Error).message}`, { cause: error });
  }
}

function toDictionary(contexts: ExpressionScope['contexts']): data.Dictionary {
  return JSON.parse(JSON.stringify(contexts), data.reviver) as data.Dictionary;
}

type Definition = Omit<ExpressionFunction, 'call'> & {
  readonly call: (...args: data.ExpressionData[]) => data.ExpressionData;
};

function definitions(functions: readonly ExpressionFunction[]): Map<string, Definition> {
  return new Map(
    functions.map((one) => {
      const call = (...args: data.ExpressionData[]) => {
        const result = one.call(args.map((arg) => arg.coerceString()));
        return typeof result === 'string'
          ? new data.StringData(result)
          : new data.BooleanData(result);
      };
      return [one.name.toLowerCase(), { ...one, call }];
    }),
  );
}
