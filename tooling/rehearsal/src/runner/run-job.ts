import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { evaluateText } from '../expressions/evaluate.ts';
import type { Value } from '../expressions/expression-scope.ts';
import type { Job, Workflow } from '../workflow/workflow-schema.ts';
import { grantPermissions } from './grant-permissions.ts';
import { jobEnvironment } from './job-environment.ts';
import type { JobDirectories, JobSession } from './job-session.ts';
import { runSteps } from './run-steps.ts';
import { scopeOf, type StepScope } from './step-scope.ts';
import type { RunnerLab, WorkflowCall } from './runner-lab.ts';
import { hideMasked } from './workflow-commands.ts';
import type { JobRun } from './workflow-run.ts';

export interface JobCall {
  readonly lab: RunnerLab;
  readonly call: WorkflowCall;
  readonly workflow: Workflow;
  readonly id: string;
  readonly name: string;
  readonly job: Job;
  /** `needs`, `matrix`, `strategy`, `inputs`, `vars`, `github` of this job. */
  readonly contexts: Readonly<Record<string, Value>>;
  readonly environment: string | undefined;
}

/** Runs one job on a runner of its own: new directories, and a clean environment. */
export async function runJob(jobCall: JobCall): Promise<Omit<JobRun, 'concurrency'>> {
  const { id, name, job, workflow, environment } = jobCall;
  const session = await openSession(jobCall);
  const isStrict = (job.defaults ?? workflow.defaults)?.run.shell === 'bash';
  const scope: StepScope = {
    session,
    contexts: {},
    withheld: [],
    env: {},
    states: new Map(),
    status: 'success',
  };
  await runSteps(job.steps, scope, isStrict);
  if (session.signal.aborted) {
    session.annotations.push({ level: 'error', message: 'The runner has lost communication.' });
  } else {
    for (const post of session.posts.toReversed()) await post();
  }
  return {
    id,
    name,
    result: session.signal.aborted ? 'failure' : scope.status,
    outputs: outputsOf(job, scope),
    steps: session.runs,
    summary: session.summaries.join('\n'),
    annotations: session.annotations,
    environment,
  };
}

async function openSession(jobCall: JobCall): Promise<JobSession> {
  const { lab, call, workflow, id, job, environment } = jobCall;
  const directories = await makeDirectories(lab);
  const permissions = grantPermissions(job.permissions ?? workflow.permissions, call.event);
  const token = lab.github.issueToken(permissions);
  const { secrets } = lab.github.settings;
  const github = { ...(jobCall.contexts.github as object), job: id, token } as Value;
  const eventPath = join(directories.temp, 'event.json');
  await writeFile(eventPath, JSON.stringify(call.event.payload));
  const contexts: Record<string, Value> = {
    ...jobCall.contexts,
    github: { ...(github as object), event_path: eventPath, workspace: directories.workspace },
    secrets: { ...(call.event.isFork === true ? {} : secrets), GITHUB_TOKEN: token },
    runner: {
      os: 'Linux',
      arch: 'X64',
      name: 'rehearsal',
      environment: 'github-hosted',
      temp: directories.temp,
      tool_cache: directories.toolCache,
    },
  };
  const env: Record<string, string> = {};
  for (const more of [workflow.env, job.env]) {
    const seen = { contexts: { ...contexts, env } };
    for (const [key, value] of Object.entries(more)) env[key] = evaluateText(value, seen);
  }
  return {
    github: lab.github,
    standIns: lab.standIns,
    event: call.event,
    directories,
    permissions,
    token,
    contexts,
    runnerEnv: jobEnvironment({ lab, directories, contexts, token, permissions, environment }),
    signal: call.signal ?? new AbortController().signal,
    env,
    path: [],
    masks: new Set([token, ...(call.event.isFork === true ? [] : Object.values(secrets))]),
    summaries: [],
    annotations: [],
    posts: [],
    runs: [],
  };
}

async function makeDirectories(lab: RunnerLab): Promise<JobDirectories> {
  const root = await lab.makeDirectory('job');
  const directories = {
    workspace: join(root, 'home', 'workspace'),
    temp: join(root, 'temp'),
    home: join(root, 'home'),
    toolCache: join(root, 'tools'),
  };
  await Promise.all(Object.values(directories).map((path) => mkdir(path, { recursive: true })));
  return directories;
}

/** An output that has a masked value in it is not passed on: GitHub leaves it empty. */
function outputsOf(job: Job, scope: StepScope): Record<string, string> {
  const { session } = scope;
  const outputs: Record<string, string> = {};
  for (const [name, template] of Object.entries(job.outputs)) {
    const value = evaluateText(template, scopeOf(scope, session.env));
    if (hideMasked(value, session.masks) === value) outputs[name] = value;
    else {
      const message = `Skip output '${name}' since it may contain secret.`;
      session.annotations.push({ level: 'warning', message });
    }
  }
  return outputs;
}
