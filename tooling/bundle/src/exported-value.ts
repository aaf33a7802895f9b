import type { AnyNode, ExportNamedDeclaration, Program } from 'acorn';
import { childrenOf, isFunction, keyOf, requiredBy } from './syntax-tree.ts';

/** What is exported under a name: an expression of this file, or an export of another one. */
export type Exported =
  { readonly node: AnyNode } | { readonly from: string; readonly name: string };

/** What a module, of either kind, exports under a name; undefined when the text does not tell. */
export function exportedValue(program: Program, name: string): Exported | undefined {
  const isModule = program.body.some(({ type }) => /^(?:Import|Export)/.test(type));
  return isModule ? fromModule(program, name) : fromCommonJs(program, name);
}

function fromModule({ body }: Program, name: string): Exported | undefined {
  const stars: string[] = [];
  for (const statement of body) {
    if (statement.type === 'ExportDefaultDeclaration' && name === 'default') {
      return { node: statement.declaration };
    }
    if (statement.type === 'ExportAllDeclaration' && !statement.exported) {
      stars.push(String(statement.source.value));
    }
    if (statement.type !== 'ExportNamedDeclaration') continue;
    const found = fromDeclaration(statement, name);
    if (found !== undefined) return found;
  }
  const [from] = stars;
  return from === undefined || stars.length > 1 ? undefined : { from, name };
}

function fromDeclaration(
  { declaration, specifiers, source }: ExportNamedDeclaration,
  name: string,
): Exported | undefined {
  if (declaration?.type === 'FunctionDeclaration' && declaration.id.name === name) {
    return { node: declaration };
  }
  if (declaration?.type === 'VariableDeclaration' && declaration.kind === 'const') {
    const found = declaration.declarations.find(
      ({ id }) => id.type === 'Identifier' && id.name === name,
    );
    if (found?.init) return { node: found.init };
  }
  const specifier = specifiers.find(({ exported }) => nameOf(exported) === name);
  if (specifier === undefined) return undefined;
  const { local } = specifier;
  return source ? { from: String(source.value), name: nameOf(local) } : { node: local };
}

const nameOf = (node: AnyNode): string => {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'Literal' ? String(node.value) : '';
};

/** Where it is assigned more than once, or not at the top, only running it would tell. */
function fromCommonJs(program: Program, name: string): Exported | undefined {
  const assigned = assignmentsIn(program).flatMap(({ left, right }) => {
    if (isExportOf(left, name)) return isVoid(right) ? [] : [right];
    return isModuleExports(left) ? [right] : [];
  });
  const [value] = assigned;
  if (value === undefined || assigned.length > 1) return undefined;
  return valueOf(value, name, assigned);
}

function valueOf(value: AnyNode, name: string, assigned: readonly AnyNode[]): Exported | undefined {
  const required = requiredBy(value);
  if (required !== undefined) return { from: required, name };
  if (value.type === 'MemberExpression') {
    const from = requiredBy(value.object);
    const key = keyOf(value);
    return from === undefined || key === undefined ? undefined : { from, name: key };
  }
  if (value.type !== 'ObjectExpression') return { node: value };
  const property = value.properties.find((one) => one.type === 'Property' && keyOf(one) === name);
  const isSpread = value.properties.some(({ type }) => type === 'SpreadElement');
  if (property?.type !== 'Property' || isSpread || assigned.length > 1) return undefined;
  return { node: property.value };
}

type Assignment = AnyNode & { type: 'AssignmentExpression' };

/** All assignments of a program that run when it is loaded, and where they are. */
function assignmentsIn(node: AnyNode): Assignment[] {
  return childrenOf(node).flatMap((child) => {
    if (isFunction(child)) return [];
    const inner = assignmentsIn(child);
    return child.type === 'AssignmentExpression' ? [child, ...inner] : inner;
  });
}

const isVoid = (node: AnyNode) => node.type === 'UnaryExpression' && node.operator === 'void';

const isModuleExports = (node: AnyNode) =>
  node.type === 'MemberExpression' &&
  keyOf(node) === 'exports' &&
  node.object.type === 'Identifier' &&
  node.object.name === 'module';

const isExportOf = (node: AnyNode, name: string) =>
  node.type === 'MemberExpression' &&
  keyOf(node) === name &&
  (isModuleExports(node.object) ||
    (node.object.type === 'Identifier' && node.object.name === 'exports'));
