import { basename } from 'node:path';
import ts from 'typescript';
import type { Example } from './example.ts';

/** An example as a module, whose lines are those of the example, after one of imports. */
export interface ExampleModule {
  readonly example: Example;
  /** From the root: beside the file that has it, so that it finds what that finds. */
  readonly path: string;
  readonly text: string;
}

/**
 * Makes a module of an example. What its file exports is there; everything else it imports.
 *
 * @throws Error where a comment names a value and there is no expression before it
 */
export function makeModule(example: Example, index: number): ExampleModule {
  const { path, exported } = example;
  const code = compareValues(example);
  const own = declaredIn(example.code);
  const names = [...exported]
    .filter(([name]) => !own.has(name))
    .map(([name, kind]) => (kind === 'type' ? `type ${name}` : name));
  const imports = [
    "import { deepStrictEqual as equals$, rejects as rejects$ } from 'node:assert/strict';",
    ...(names.length === 0 ? [] : [`import { ${names.join(', ')} } from './${basename(path)}';`]),
    // Something to see that is used: the last line makes it a module in any case.
    'void equals$, rejects$;',
  ];
  return {
    example,
    path: path.replace(/\.\w+$/, `.example-${index + 1}.ts`),
    text: `${imports.join(' ')}\n${code}\nexport {};\n`,
  };
}

/** `expression; // → value`, `statement; // throws part of the message`. */
const comparison = /^[^\S\n]*(?:\n[^\S\n]*)?\/\/ (→|throws) (.*(?:\n[^\S\n]*\/\/ {2,}.*)*)/;

function compareValues({ code, path, line }: Example): string {
  const source = parse(code);
  let text = '';
  let end = 0;
  let compared = 0;
  for (const statement of source.statements) {
    const [comment, kind, value = ''] = comparison.exec(code.slice(statement.end)) ?? [];
    if (comment === undefined) continue;
    text += code.slice(end, statement.getStart(source));
    const expected = value.replaceAll(/\n[^\S\n]*\/\/ {2,}/g, '\n');
    text +=
      kind === '→'
        ? `equals$((${expressionOf(statement, source)}) as unknown, (${expected}));`
        : `await rejects$(async () => { ${awaited(statement, source)} }, (error) => String(error).includes(${JSON.stringify(value)}));`;
    // Lines stay where they are.
    text += '\n'.repeat(comment.split('\n').length - 1 - (expected.split('\n').length - 1));
    end = statement.end + comment.length;
    compared += 1;
  }
  const wanted = code.match(/\/\/ (?:→|throws) /g)?.length ?? 0;
  if (wanted > compared) {
    throw new Error(`${path}:${line}: a value is named where no statement of its own is before it`);
  }
  return text + code.slice(end);
}

/** Of `console.log(x)` that is x: what a reader sees. */
function expressionOf(statement: ts.Statement, source: ts.SourceFile): string {
  if (!ts.isExpressionStatement(statement)) return 'undefined /* no expression */';
  const { expression } = statement;
  if (!ts.isCallExpression(expression)) return expression.getText(source);
  const isPrinted = expression.expression.getText(source) === 'console.log';
  return (isPrinted ? expression.arguments[0] : expression)?.getText(source) ?? 'undefined';
}

/** A promise that nobody waits for would be rejected later. */
const awaited = (statement: ts.Statement, source: ts.SourceFile): string =>
  ts.isExpressionStatement(statement)
    ? `await (${statement.expression.getText(source)} as unknown);`
    : statement.getText(source);

/** What the example imports or declares itself. */
function declaredIn(code: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const statement of parse(code).statements) {
    if (ts.isImportDeclaration(statement)) {
      const bindings = statement.importClause?.namedBindings;
      if (bindings !== undefined && ts.isNamedImports(bindings)) {
        for (const { name } of bindings.elements) names.add(name.text);
      }
    }
    if (ts.isVariableStatement(statement)) {
      for (const { name } of statement.declarationList.declarations) names.add(name.getText());
    }
  }
  return names;
}

const parse = (code: string) =>
  ts.createSourceFile('example.ts', code, ts.ScriptTarget.ESNext, true);
