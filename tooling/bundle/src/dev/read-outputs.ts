import path from 'node:path';
import type { BuildResult, Metafile, OutputFile } from 'esbuild';
import { checkHandler } from '../check-handler.ts';
import { findExports } from '../find-exports.ts';
import { devLayout, type NamedRequest } from './dev-options.ts';

/** What esbuild made of several lambdas. */
export type DevResult = BuildResult<{ write: false; metafile: true }>;

/** What it made of one of them. */
export interface MadeCode {
  readonly name: string;
  /** Of its entry, with its source map. */
  readonly code: OutputFile;
  /** Files that it shares with others, by their path in `.local/dev`. */
  readonly chunks: ReadonlyMap<string, OutputFile>;
  /** Everything that is in it, from the root of the repository. */
  readonly inputs: readonly string[];
}

/** Takes apart what esbuild made. @throws UserError HANDLER_MISSING for the one that lacks it */
export function outputReader({ outputFiles, metafile }: DevResult, workspaceRoot: string) {
  const base = `${devLayout.directory}/`;
  const byKey = new Map(outputFiles.map((file) => [keyOf(file, workspaceRoot), file] as const));
  return {
    async read(request: NamedRequest): Promise<MadeCode> {
      const { name, outputName, format, handler, subject, entryName } = request;
      const key = `${base}${name}/${devLayout.build}/${outputName}`;
      const code = byKey.get(key);
      if (code === undefined) throw new Error(`esbuild made nothing of ${subject}`);
      const exports = await findExports({
        metafile,
        outputName: key,
        code: format === 'cjs' ? code.text : '',
        format,
        workspaceRoot,
      });
      checkHandler({ handler, format, entry: `${subject}/${entryName}`, exports, remarks: [] });
      const shared = chunksOf(metafile, key);
      const chunks = shared.flatMap((chunk) => {
        const file = byKey.get(chunk);
        return file === undefined ? [] : [[chunk.slice(base.length), file] as const];
      });
      return {
        name,
        code,
        chunks: new Map(chunks),
        // In an order that does not depend on how it is cut into files.
        inputs: [...new Set([key, ...shared].flatMap((one) => inputsOf(metafile, one)))].sort(),
      };
    },
  };
}

const keyOf = (file: OutputFile, workspaceRoot: string) =>
  path.relative(workspaceRoot, file.path).replaceAll('\\', '/');

const inputsOf = ({ outputs }: Metafile, key: string) => Object.keys(outputs[key]?.inputs ?? {});

/** All files that one imports, and that these import. */
function chunksOf({ outputs }: Metafile, entry: string): string[] {
  const found = new Set<string>();
  const pending = [entry];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const { path: one, external } of outputs[next]?.imports ?? []) {
      if (external === true || found.has(one) || outputs[one] === undefined) continue;
      found.add(one);
      pending.push(one);
    }
  }
  return [...found];
}
