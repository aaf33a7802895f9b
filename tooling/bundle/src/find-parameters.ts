import { parse, type AnyNode, type Function, type Program } from 'acorn';
import { exportedValue, type Exported } from './exported-value.ts';
import { childrenOf, isFunction } from './syntax-tree.ts';
import { TopLevelValues } from './top-level-values.ts';

/** Where a handler comes from: an export of another module. */
export interface Lead {
  /** As the import has it: `./handler.js`. */
  readonly file: string;
  readonly name: string;
  /** Whether the handler is what this export returns when it is called. */
  readonly called?: boolean;
}

/**
 * How many parameters an exported function declares (its `length`), or where else to look. Undefined when
 * the text does not tell.
 */
export function findParameters(
  source: string,
  { name, called }: { readonly name: string; readonly called: boolean },
): number | Lead | undefined {
  const program = parseEither(source);
  if (program === undefined) return undefined;
  const exported = exportedValue(program, name);
  const values = new TopLevelValues(program);
  return exported && follow(exported, { program, values, called, steps: 0 });
}

function parseEither(source: string): Program | undefined {
  for (const sourceType of ['module', 'script'] as const) {
    try {
      const options = { ecmaVersion: 'latest', sourceType, allowHashBang: true } as const;
      return parse(source, { ...options, allowReturnOutsideFunction: sourceType === 'script' });
    } catch {
      // The other one may be meant.
    }
  }
  return undefined;
}

interface Scope {
  readonly program: Program;
  readonly values: TopLevelValues;
  readonly called: boolean;
  readonly steps: number;
}

/** More than any sane file has; a circle ends too. */
const mostSteps = 20;

function follow(exported: Exported, scope: Scope): number | Lead | undefined {
  if (scope.steps > mostSteps) return undefined;
  const next = { ...scope, steps: scope.steps + 1 };
  if ('from' in exported) {
    return { file: exported.from, name: exported.name, ...(scope.called && { called: true }) };
  }
  const { node } = exported;
  if (node.type === 'Identifier') {
    const imported = importOf(node.name, scope.program);
    if (imported !== undefined) return follow(imported, next);
    if (scope.values.isChanged(node.name)) return undefined;
    const value = scope.values.of(node.name);
    return value && follow({ node: value }, next);
  }
  if (isFunction(node)) {
    const found = node as Function;
    if (!scope.called) return countParameters(found);
    const returned = returnedBy(found);
    return returned && follow({ node: returned }, { ...next, called: false });
  }
  // A wrapper that is written down: what it returns is the handler, whatever it is given.
  if (node.type === 'CallExpression' && !scope.called && node.callee.type === 'Identifier') {
    return follow({ node: node.callee }, { ...next, called: true });
  }
  return undefined;
}

/** `length` of a function: parameters before the first one with a default, or the rest. */
function countParameters({ params }: Function): number {
  const end = params.findIndex(
    ({ type }) => type === 'AssignmentPattern' || type === 'RestElement',
  );
  return end < 0 ? params.length : end;
}

/** The function that a function returns, when it always returns that one. */
function returnedBy({ body, async, generator }: Function): AnyNode | undefined {
  if (async || generator) return undefined;
  if (body.type !== 'BlockStatement') return isFunction(body) ? body : undefined;
  const returns = returnsIn(body);
  const [first] = returns;
  if (returns.length !== 1 || first?.type !== 'ReturnStatement' || !first.argument)
    return undefined;
  return isFunction(first.argument) ? first.argument : undefined;
}

const returnsIn = (node: AnyNode): AnyNode[] =>
  childrenOf(node).flatMap((child) => {
    if (child.type === 'ReturnStatement') return [child];
    return isFunction(child) ? [] : returnsIn(child);
  });

/** The export that a name was imported from. */
function importOf(name: string, { body }: Program): Exported | undefined {
  for (const statement of body) {
    if (statement.type !== 'ImportDeclaration') continue;
    for (const specifier of statement.specifiers) {
      if (specifier.local.name !== name || specifier.type === 'ImportNamespaceSpecifier') continue;
      const from = String(statement.source.value);
      if (specifier.type === 'ImportDefaultSpecifier') return { from, name: 'default' };
      const { imported } = specifier;
      return { from, name: imported.type === 'Literal' ? String(imported.value) : imported.name };
    }
  }
  return undefined;
}
