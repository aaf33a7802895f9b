import { posix } from 'node:path';
import ts from 'typescript';
import { exportedNames } from './read-examples.ts';

/** A value that a package offers, and the file that declares it. */
export interface ExportedValue {
  readonly name: string;
  readonly path: string;
}

/**
 * The values that a module offers: its own, and those of modules beside it that it passes on.
 *
 * @param read - the text of a file of the repository
 */
export function exportedValues(path: string, read: (path: string) => string): ExportedValue[] {
  const source = ts.createSourceFile(path, read(path), ts.ScriptTarget.ESNext, true);
  const imported = new Set(source.statements.filter(ts.isImportDeclaration).flatMap(namesOf));
  const own = [...exportedNames(source)]
    .filter(([name, kind]) => kind === 'value' && !imported.has(name))
    .map(([name]) => ({ name, path }));
  const passedOn = source.statements.filter(ts.isExportDeclaration).flatMap((statement) => {
    const from = statement.moduleSpecifier?.getText(source).slice(1, -1);
    const { exportClause, isTypeOnly } = statement;
    if (!from?.startsWith('.') || isTypeOnly || !exportClause) return [];
    if (!ts.isNamedExports(exportClause)) return [];
    const file = posix.join(posix.dirname(path), from);
    return exportClause.elements
      .filter((element) => !element.isTypeOnly)
      .map(({ name }) => ({ name: name.text, path: file }));
  });
  return [...own, ...passedOn];
}

function namesOf({ importClause }: ts.ImportDeclaration): readonly string[] {
  const bindings = importClause?.namedBindings;
  if (bindings === undefined || !ts.isNamedImports(bindings)) return [];
  return bindings.elements.map(({ name }) => name.text);
}
