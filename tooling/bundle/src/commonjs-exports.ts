import { parse, type AnyNode, type Expression, type Program } from 'acorn';
import {
  childrenOf,
  declaresName,
  isFunction,
  keyOf,
  requiredBy,
  type Key,
} from './syntax-tree.ts';
import { TopLevelValues } from './top-level-values.ts';

/** What a CommonJS source exports, as far as its text tells. */
export interface CommonJsExports {
  readonly names: Set<string>;
  /** Modules whose exports it passes on, as written: `./handler.js`. */
  readonly reexports: string[];
  /** False when it may export more: an alias of `exports`, a computed name, the result of a call. */
  complete: boolean;
}

/**
 * Reads the exports of a CommonJS source without running it; undefined when it does not parse.
 *
 * Understood: `exports.x =`, `module.exports.x =`, `module.exports = { x }` (also through a variable),
 * `Object.assign(exports, …)`, `Object.defineProperty(exports, …)`, `this.x =` at the top, passing on of
 * `require('…')`, and what TypeScript, esbuild, SWC and Babel emit for ES modules.
 */
export function commonJsExports(source: string): CommonJsExports | undefined {
  let program: Program;
  try {
    program = parse(source, {
      ecmaVersion: 'latest',
      sourceType: 'script',
      allowReturnOutsideFunction: true,
    });
  } catch {
    return undefined;
  }
  const found: CommonJsExports = { names: new Set(), reexports: [], complete: true };
  const values = new TopLevelValues(program);
  visit(program, { found, values, shadowed: new Set(), thisIsExports: true });
  return found;
}

interface Scope {
  readonly found: CommonJsExports;
  readonly values: TopLevelValues;
  /** Of `exports` and `module`, those that mean something else here. */
  readonly shadowed: ReadonlySet<string>;
  readonly thisIsExports: boolean;
}

function visit(node: AnyNode, scope: Scope): void {
  if (isExports(node, scope) || isModule(node, scope)) {
    // Reached by none of the forms below: it goes somewhere that we do not follow.
    scope.found.complete = false;
    return;
  }
  if (node.type === 'AssignmentExpression') {
    visitAssignment(node.left, node.right, scope);
  } else if (node.type === 'MemberExpression') {
    visitMember(node, scope);
  } else if (node.type === 'CallExpression' && visitExportingCall(node, scope)) {
    return;
  } else {
    const inner = isFunction(node) ? enterFunction(node, scope) : scope;
    const children = childrenOf(node).filter((child) => !isOnlyTested(node, child, scope));
    for (const child of children) visit(child, inner);
  }
}

/** A read of `exports.x` or `module.id` is none of our business; one of `module[key]` may be. */
function visitMember(node: AnyNode & { type: 'MemberExpression' }, scope: Scope): void {
  if (node.computed) visit(node.property, scope);
  if (isModule(node.object, scope)) {
    if (keyOf(node) === undefined) scope.found.complete = false;
  } else if (!isExports(node.object, scope)) {
    visit(node.object, scope);
  }
}

function visitAssignment(left: AnyNode, right: Expression, scope: Scope): void {
  visitRightSide(right, isModuleExports(left, scope), scope);
  if (isExports(left, scope)) return;
  if (left.type === 'MemberExpression' && isExports(left.object, scope)) {
    addKey(keyOf(left), scope.found);
    return;
  }
  if (left.type === 'ObjectPattern' || left.type === 'ArrayPattern') {
    // `({ handler: exports.handler } = api)`: legal, and never seen.
    scope.found.complete = false;
  }
  visit(left, scope);
}

function visitRightSide(right: Expression, becomesExports: boolean, scope: Scope): void {
  if (becomesExports) takeValue(right, scope);
  // `exports = module.exports` and `module.exports = exports` change nothing.
  if (!isExports(right, scope)) visit(right, scope);
}

/** `module.exports = value`. */
function takeValue(value: AnyNode, scope: Scope): void {
  const { found, values } = scope;
  const required = requiredBy(value);
  if (required !== undefined) {
    found.reexports.push(required);
  } else if (value.type === 'ObjectExpression') {
    addProperties(value, scope);
  } else if (value.type === 'AssignmentExpression') {
    takeValue(value.right, scope);
  } else if (value.type === 'Identifier' && values.of(value.name) !== undefined) {
    takeValue(values.of(value.name) as AnyNode, scope);
    if (values.isChanged(value.name)) found.complete = false;
  } else if (!hasNoProperties(value) && !isExports(value, scope)) {
    found.complete = false;
  }
}

const hasNoProperties = (node: AnyNode) =>
  isFunction(node) || /^(Class|Literal|TemplateLiteral)/.test(node.type);

function addProperties(object: AnyNode & { type: 'ObjectExpression' }, scope: Scope): void {
  for (const property of object.properties) {
    if (property.type === 'SpreadElement') takeValue(property.argument, scope);
    else addKey(keyOf(property), scope.found);
  }
}

function addKey(key: Key, found: CommonJsExports): void {
  if (key === undefined) found.complete = false;
  else if (key !== '__esModule') found.names.add(key);
}

/** Calls that are given `exports`: whether this was one. */
function visitExportingCall(call: AnyNode & { type: 'CallExpression' }, scope: Scope): boolean {
  const { callee, arguments: args } = call;
  if (callee.type === 'Identifier' && callee.name === 'eval') scope.found.complete = false;
  const target = args.findIndex((arg) => isExports(arg, scope));
  if (target < 0) return false;
  const others = args.filter((_, index) => index !== target);
  const name = calleeName(callee);
  const [first] = others;
  if (name === 'defineProperty' && first?.type === 'Literal') {
    addKey(String(first.value), scope.found);
  } else if (name === 'assign' || /exportstar/i.test(name)) {
    for (const other of others) takeValue(other, scope);
  } else {
    for (const other of others) if (other.type === 'ObjectExpression') addProperties(other, scope);
    scope.found.complete = false;
  }
  for (const other of others) visit(other, scope);
  return true;
}

/** `assign` of `Object.assign`, `__exportStar` of `(0, tslib_1.__exportStar)`. */
function calleeName(callee: AnyNode): string {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type === 'SequenceExpression') return calleeName(callee.expressions.at(-1) as AnyNode);
  if (callee.type === 'MemberExpression') return keyOf(callee) ?? '';
  return '';
}

/** `typeof module`, `require.main === module`, `this && this.__exportStar`: looked at, not passed on. */
function isOnlyTested(parent: AnyNode, child: AnyNode, scope: Scope): boolean {
  if (!isExports(child, scope) && !isModule(child, scope)) return false;
  if (parent.type === 'LogicalExpression') return parent.operator === '&&' && child === parent.left;
  if (parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') {
    return child === parent.test;
  }
  return parent.type === 'UnaryExpression' || parent.type === 'BinaryExpression';
}

function enterFunction(node: AnyNode, scope: Scope): Scope {
  const hidden = ['exports', 'module'].filter((name) => declaresName(node, name));
  return {
    ...scope,
    shadowed: new Set([...scope.shadowed, ...hidden]),
    thisIsExports: scope.thisIsExports && node.type === 'ArrowFunctionExpression',
  };
}

const isExports = (node: AnyNode, scope: Scope): boolean =>
  isModuleExports(node, scope) ||
  (node.type === 'ThisExpression' && scope.thisIsExports) ||
  (node.type === 'Identifier' && node.name === 'exports' && !scope.shadowed.has('exports'));

const isModuleExports = (node: AnyNode, scope: Scope): boolean =>
  node.type === 'MemberExpression' && keyOf(node) === 'exports' && isModule(node.object, scope);

const isModule = (node: AnyNode, scope: Scope): boolean =>
  node.type === 'Identifier' && node.name === 'module' && !scope.shadowed.has('module');
