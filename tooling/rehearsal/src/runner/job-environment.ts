import type { Value } from '../expressions/expression-scope.ts';
import type { Permissions } from '../workflow/workflow-schema.ts';
import type { JobDirectories } from './job-session.ts';
import type { RunnerLab } from './runner-lab.ts';

/** Contexts of GitHub that it sets as variables, too. */
const fromContext = [
  'action',
  'actor',
  'api_url',
  'base_ref',
  'event_name',
  'event_path',
  'graphql_url',
  'head_ref',
  'job',
  'ref',
  'ref_name',
  'ref_protected',
  'ref_type',
  'repository',
  'repository_id',
  'repository_owner',
  'repository_owner_id',
  'retention_days',
  'run_attempt',
  'run_id',
  'run_number',
  'server_url',
  'sha',
  'triggering_actor',
  'workflow',
  'workflow_ref',
  'workflow_sha',
  'workspace',
] as const;

/**
 * The environment of a job's steps: what GitHub sets, and nothing of the machine's.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/variables#default-environment-variables
 */
export function jobEnvironment(job: {
  readonly lab: RunnerLab;
  readonly directories: JobDirectories;
  readonly contexts: Readonly<Record<string, Value>>;
  readonly token: string;
  readonly permissions: Permissions;
  readonly environment: string | undefined;
}): Readonly<Record<string, string>> {
  const { lab, directories, contexts, permissions, environment } = job;
  const github = contexts.github as Readonly<Record<string, Value>>;
  const named = fromContext.map((name): [string, string] => {
    const value = github[name];
    return [`GITHUB_${name.toUpperCase()}`, typeof value === 'object' ? '' : String(value ?? '')];
  });
  return {
    ...Object.fromEntries(named),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    HOME: directories.home,
    LANG: 'C.UTF-8',
    PATH: lab.path,
    RUNNER_ARCH: 'X64',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_NAME: 'rehearsal',
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: directories.temp,
    RUNNER_TOOL_CACHE: directories.toolCache,
    ...(permissions['id-token'] === 'write'
      ? lab.github.issueIdTokenRequest(github, environment)
      : {}),
  };
}
