import { suggest, UserError } from '@tooling/core/build';
import type { BuildWarning } from './bundle.ts';
import type { EntryExports } from './find-exports.ts';
import type { ModuleFormat } from './decide-format.ts';

export interface HandlerCheck {
  /** `index.handler`. */
  readonly handler: string;
  readonly exports: EntryExports;
  /** `lambdas/x/index.ts`. */
  readonly entry: string;
  readonly format: ModuleFormat;
  /** What esbuild said about the entry: it may explain why the handler is not there. */
  readonly remarks: readonly string[];
}

/**
 * `HANDLER_MISSING` when the entry certainly does not export its handler; a warning when its source
 * cannot tell.
 */
export function checkHandler(check: HandlerCheck): BuildWarning[] {
  const { handler, exports, entry } = check;
  const name = handler.slice(handler.indexOf('.') + 1);
  if (exports.names.includes(name)) return [];
  if (!exports.complete) {
    const text = `cannot tell without running it whether ${entry} exports "${name}"`;
    return [{ file: entry, text, formatted: text }];
  }
  throw new UserError('HANDLER_MISSING', `${entry} does not export "${name}"`, {
    subject: entry,
    problems: [describeExports(exports.names), ...check.remarks],
    hint: hintFor(name, check),
  });
}

function describeExports(names: readonly string[]): string {
  if (names.length === 0) return 'it exports nothing by name';
  return `it exports ${[...names].sort().join(', ')}`;
}

function hintFor(name: string, { exports, format }: HandlerCheck): string {
  const write =
    format === 'esm'
      ? `write \`export const ${name} = async (event) => …\``
      : `write \`exports.${name} = async (event) => …\``;
  const named = exports.names.filter((other) => other !== 'default');
  if (named.length === 0) return write;
  return suggest(name, named, `${write}, or set \`handler\` in lambda.config.ts`);
}
