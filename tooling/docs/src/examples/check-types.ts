import { join } from 'node:path';
import ts from 'typescript';
import type { ExampleModule } from './make-module.ts';

/** What the compiler says of them, each with the place in the file that has the example. */
export function checkTypes(root: string, modules: readonly ExampleModule[]): string[] {
  const texts = new Map(modules.map((one) => [join(root, one.path), one] as const));
  const options = { ...readOptions(root), noUnusedLocals: false };
  const host = ts.createCompilerHost(options);
  host.fileExists = (path) => texts.has(path) || ts.sys.fileExists(path);
  host.readFile = (path) => texts.get(path)?.text ?? ts.sys.readFile(path);
  const program = ts.createProgram({ rootNames: [...texts.keys()], options, host });
  return [...texts].flatMap(([path, { example }]) => {
    const source = program.getSourceFile(path);
    if (source === undefined) return [`${example.path}:${example.line}: cannot be read`];
    const diagnostics = [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ];
    return diagnostics.map(({ start = 0, messageText }) => {
      const { line } = source.getLineAndCharacterOfPosition(start);
      const text = ts.flattenDiagnosticMessageText(messageText, '\n');
      return `${example.path}:${example.line + line - 1}: ${text}`;
    });
  });
}

function readOptions(root: string): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) =>
    ts.sys.readFile(path),
  ) as {
    readonly config: object;
  };
  const host = { ...ts.sys, readDirectory: () => [] };
  return ts.parseJsonConfigFileContent(config, host, root).options;
}
