import { registerHooks } from 'node:module';
import type { Finding } from './finding.ts';
import type { SourceFile } from './source-file.ts';

// The parser imports its schemas without the attribute that Node asks for.
registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    return specifier.endsWith('.min.json')
      ? { ...found, importAttributes: { type: 'json' } }
      : found;
  },
});

/**
 * Holds a workflow or an action against the schema that GitHub publishes: fields, types, and which
 * contexts and functions an expression may use at its place.
 *
 * @see https://github.com/actions/languageservices/tree/main/workflow-parser
 */
export async function checkSchema({ path, text, kind }: SourceFile): Promise<readonly Finding[]> {
  const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } =
    await import('@actions/workflow-parser');
  const { parseAction } = await import('@actions/workflow-parser/actions/action-parser');
  const parse = kind === 'workflow' ? parseWorkflow : parseAction;
  const { context, value } = parse({ name: path, content: text }, new NoOperationTraceWriter());
  // Also what no schema says: jobs that need one which is not there, ids that are not unique.
  if (kind === 'workflow' && value !== undefined) await convertWorkflowTemplate(context, value);
  return context.errors.getErrors().map(({ rawMessage, range }) => ({
    path,
    line: range?.start.line ?? 1,
    rule: 'schema',
    message: rawMessage,
  }));
}
