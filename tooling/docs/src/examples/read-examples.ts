import ts from 'typescript';
import type { Example } from './example.ts';

/** The examples that stand in comments of a module, each below an `@example`. */
export function readExamples(path: string, text: string): readonly Example[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
  const exported = exportedNames(source);
  return commentsIn(source).flatMap(({ comment, owner }) =>
    (comment.tags ?? [])
      .filter((tag) => tag.tagName.text === 'example')
      .map((tag) => {
        const { line } = source.getLineAndCharacterOfPosition(tag.getStart(source));
        const [title = '', ...lines] = uncomment(text.slice(tag.getStart(source), tag.end));
        const reason = /^not run: (.+)/.exec(title)?.[1];
        return { path, line: line + 2, of: owner, title, code: unfence(lines), exported, reason };
      }),
  );
}

interface OwnedComment {
  readonly comment: ts.JSDoc;
  /** What is declared below it. */
  readonly owner: string;
}

function commentsIn(source: ts.SourceFile): readonly OwnedComment[] {
  const found: OwnedComment[] = [];
  const visit = (node: ts.Node): void => {
    const { jsDoc = [] } = node as { readonly jsDoc?: readonly ts.JSDoc[] };
    for (const comment of jsDoc) found.push({ comment, owner: nameOf(node) });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function nameOf(node: ts.Node): string {
  if (ts.isVariableStatement(node)) {
    return node.declarationList.declarations[0]?.name.getText() ?? '';
  }
  return (node as { readonly name?: ts.Node }).name?.getText() ?? '';
}

/** `@example title`, and below it ` * code`. */
const uncomment = (raw: string): readonly string[] =>
  raw
    .replace(/\*\/\s*$/, '')
    .split('\n')
    .map((line, index) => line.replace(index === 0 ? /^@example\s*/ : /^\s*\* ?/, '').trimEnd());

function unfence(lines: readonly string[]): string {
  const code = lines.join('\n').trimEnd();
  return code.replace(/^```\w*\n([^]*?)\n```$/, '\n$1');
}

/** By name, whether there is a value of it: all that the module exports itself. */
export function exportedNames(source: ts.SourceFile): ReadonlyMap<string, 'value' | 'type'> {
  const names = new Map<string, 'value' | 'type'>();
  for (const statement of source.statements) {
    const isType = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
    if (ts.isExportDeclaration(statement) && statement.moduleSpecifier === undefined) {
      const clause = statement.exportClause;
      if (clause === undefined || !ts.isNamedExports(clause)) continue;
      for (const { name, isTypeOnly } of clause.elements) {
        names.set(name.text, isTypeOnly || statement.isTypeOnly ? 'type' : 'value');
      }
    } else if (isExported(statement)) {
      const declared = ts.isVariableStatement(statement)
        ? statement.declarationList.declarations.map(({ name }) => name.getText(source))
        : [nameOf(statement)];
      for (const name of declared) {
        if (names.get(name) !== 'value') names.set(name, isType ? 'type' : 'value');
      }
    }
  }
  return names;
}

const isExported = (statement: ts.Statement): boolean =>
  ts.canHaveModifiers(statement) &&
  (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
