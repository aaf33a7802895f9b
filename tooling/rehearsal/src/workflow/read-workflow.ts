import { parse } from 'yaml';
import { z } from 'zod';
import { actionSchema, workflowSchema, type Action, type Workflow } from './workflow-schema.ts';

/**
 * Reads a workflow as far as it is understood.
 *
 * @throws naming each field that is not
 */
export function readWorkflow(path: string, text: string): Workflow {
  return read(path, text, workflowSchema);
}

/** Reads the `action.yml` of a composite action; the same holds for it. */
export function readAction(path: string, text: string): Action {
  return read(path, text, actionSchema);
}

function read<Schema extends z.ZodType>(
  path: string,
  text: string,
  schema: Schema,
): z.output<Schema> {
  const parsed = schema.safeParse(parse(text));
  if (parsed.success) return parsed.data;
  throw new Error(
    `${path}: the rehearsal does not understand this\n${z.prettifyError(parsed.error)}`,
  );
}
