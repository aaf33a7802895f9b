import type { AnyNode, Program } from 'acorn';
import { childrenOf } from './syntax-tree.ts';

/** What the names declared at the top of the file stand for, and which of them are changed later. */
export class TopLevelValues {
  readonly #values = new Map<string, AnyNode>();
  readonly #changed = new Set<string>();

  constructor(program: Program) {
    for (const statement of program.body) {
      if (statement.type === 'FunctionDeclaration' || statement.type === 'ClassDeclaration') {
        this.#values.set(statement.id.name, statement);
      } else if (statement.type === 'VariableDeclaration') {
        for (const { id, init } of statement.declarations) {
          if (id.type === 'Identifier' && init) this.#values.set(id.name, init);
        }
      }
    }
    this.#collectChanges(program);
  }

  of(name: string): AnyNode | undefined {
    return this.#values.get(name);
  }

  isChanged(name: string): boolean {
    return this.#changed.has(name);
  }

  #collectChanges(node: AnyNode): void {
    if (node.type === 'AssignmentExpression') this.#markChanged(node.left);
    if (node.type === 'CallExpression') node.arguments.forEach((arg) => this.#markChanged(arg));
    for (const child of childrenOf(node)) this.#collectChanges(child);
  }

  #markChanged(node: AnyNode): void {
    if (node.type === 'Identifier') this.#changed.add(node.name);
    else if (node.type === 'MemberExpression') this.#markChanged(node.object);
  }
}
