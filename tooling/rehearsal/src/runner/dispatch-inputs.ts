import type { Value } from '../expressions/expression-scope.ts';
import type { GithubEvent } from '../github/github-event.ts';
import type { Workflow } from '../workflow/workflow-schema.ts';
import { NotRehearsed } from './not-rehearsed.ts';

/** The `inputs` of a manual run: defaults filled in, booleans as such, wrong ones refused as GitHub does. */
export function dispatchInputs({ on }: Workflow, event: GithubEvent): Record<string, Value> {
  if (event.name !== 'workflow_dispatch') return {};
  const declared = on.workflow_dispatch?.inputs ?? {};
  const given = event.inputs ?? {};
  const unknown = Object.keys(given).filter((name) => !(name in declared));
  if (unknown.length > 0)
    throw new NotRehearsed(`Unexpected inputs provided: ${unknown.join(', ')}`);
  return Object.fromEntries(
    Object.entries(declared).map(([name, input]) => {
      const value = given[name] ?? input.default ?? (input.type === 'boolean' ? 'false' : '');
      if (input.required && value === '')
        throw new NotRehearsed(`Required input '${name}' not provided`);
      if (input.type === 'choice' && input.options?.includes(value) !== true) {
        throw new NotRehearsed(`Provided value '${value}' for input '${name}' not in the list`);
      }
      return [name, input.type === 'boolean' ? value === 'true' : value];
    }),
  );
}
