import type { AnyNode } from 'acorn';

/** The name of a property, undefined when only running the code would tell. */
export type Key = string | undefined;

/** All nodes directly below one. */
export function childrenOf(node: AnyNode): AnyNode[] {
  return Object.values(node).flat().filter(isNode);
}

const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && typeof (value as AnyNode).type === 'string';

export const isFunction = (node: AnyNode) =>
  node.type === 'FunctionDeclaration' ||
  node.type === 'FunctionExpression' ||
  node.type === 'ArrowFunctionExpression';

/** `x` of `{ x }`, `{ 'x': 1 }`, `a.x` and `a['x']`. */
export function keyOf(node: AnyNode & { type: 'Property' | 'MemberExpression' }): Key {
  const key = node.type === 'Property' ? node.key : node.property;
  if (key.type === 'Literal') return String(key.value);
  if (key.type === 'Identifier' && !node.computed) return key.name;
  return undefined;
}

/** `./x` of `require('./x')`. */
export function requiredBy(node: AnyNode): string | undefined {
  if (node.type !== 'CallExpression' || node.arguments.length !== 1) return undefined;
  const [argument] = node.arguments;
  const isRequire = node.callee.type === 'Identifier' && node.callee.name === 'require';
  return isRequire && argument?.type === 'Literal' && typeof argument.value === 'string'
    ? argument.value
    : undefined;
}

/** Whether a function has a parameter or a variable of that name, its inner functions left out. */
export function declaresName(node: AnyNode, name: string): boolean {
  if (!isFunction(node)) return false;
  return childrenOf(node).some((child) =>
    child === node.body ? bodyDeclares(child, name) : bindsName(child, name),
  );
}

function bodyDeclares(node: AnyNode, name: string): boolean {
  if (node.type === 'FunctionDeclaration') return node.id?.name === name;
  if (node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression') return false;
  if (node.type === 'VariableDeclarator' && bindsName(node.id, name)) return true;
  return childrenOf(node).some((child) => bodyDeclares(child, name));
}

function bindsName(pattern: AnyNode, name: string): boolean {
  switch (pattern.type) {
    case 'Identifier':
      return pattern.name === name;
    case 'Property':
      return bindsName(pattern.value, name);
    case 'AssignmentPattern':
      return bindsName(pattern.left, name);
    case 'RestElement':
      return bindsName(pattern.argument, name);
    case 'ObjectPattern':
    case 'ArrayPattern':
      return childrenOf(pattern).some((child) => bindsName(child, name));
    default:
      return false;
  }
}
