import type { Value } from '../expressions/expression-scope.ts';
import type { Workflow } from '../workflow/workflow-schema.ts';
import type { RunnerLab, WorkflowCall } from './runner-lab.ts';

/** The context `github` of a run, without what belongs to a job. */
export function githubContext(
  { github }: RunnerLab,
  { path, event }: WorkflowCall,
  workflow: Workflow,
): Record<string, Value> {
  const { repository, url } = github;
  const run = github.startRun();
  const inputs = event.inputs === undefined ? {} : { inputs: event.inputs, workflow: path };
  return {
    actor: event.actor,
    triggering_actor: event.actor,
    api_url: url,
    graphql_url: `${url}/graphql`,
    server_url: repository.serverUrl,
    base_ref: event.baseRef ?? '',
    head_ref: event.headRef ?? '',
    event: { ...event.payload, ...inputs },
    event_name: event.name,
    ref: event.ref,
    ref_name: event.ref.replace(/^refs\/(?:heads|tags|pull)\//, ''),
    ref_protected: false,
    ref_type: event.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    repository: repository.fullName,
    repository_id: '456',
    repository_owner: repository.fullName.split('/')[0] ?? '',
    repository_owner_id: '123',
    retention_days: '90',
    run_attempt: '1',
    run_id: run.id,
    run_number: run.number,
    sha: event.sha,
    workflow: workflow.name,
    workflow_ref: `${repository.fullName}/${path}@${event.ref}`,
    workflow_sha: event.sha,
  };
}
