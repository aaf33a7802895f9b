import { evaluateCondition, evaluateText } from '../expressions/evaluate.ts';
import type { ExpressionScope, Value } from '../expressions/expression-scope.ts';
import { readWorkflow } from '../workflow/read-workflow.ts';
import type { Job, Workflow } from '../workflow/workflow-schema.ts';
import { checkUses } from './check-uses.ts';
import { dispatchInputs } from './dispatch-inputs.ts';
import { expandMatrix } from './expand-matrix.ts';
import { githubContext } from './github-context.ts';
import { NotRehearsed } from './not-rehearsed.ts';
import { runJob } from './run-job.ts';
import type { RunnerLab, WorkflowCall } from './runner-lab.ts';
import { statusFunctions } from './step-scope.ts';
import type { JobRun, WorkflowRun } from './workflow-run.ts';

/** Runs a workflow as GitHub would on that event: its jobs, one after the other. */
export async function runWorkflow(lab: RunnerLab, call: WorkflowCall): Promise<WorkflowRun> {
  const text = await lab.github.repository.readFile(call.event.sha, call.path);
  const workflow = readWorkflow(call.path, text);
  if (!(call.event.name in workflow.on)) {
    throw new NotRehearsed(`${call.path} is not started by ${call.event.name}`);
  }
  checkUses(workflow, lab.standIns);
  const run: Run = {
    lab,
    call,
    workflow,
    contexts: {
      github: githubContext(lab, call, workflow),
      inputs: dispatchInputs(workflow, call.event),
    },
  };
  const vars = variables(run, undefined);
  const concurrency = concurrencyOf(workflow.concurrency, {
    contexts: { ...run.contexts, vars },
  });
  const jobs: JobRun[] = [];
  for (const id of inOrder(workflow)) {
    await call.beforeJob?.(id);
    jobs.push(...(await runAll(run, id, jobs)));
  }
  const [unknown] = lab.github.unknownRequests();
  if (unknown !== undefined) {
    throw new NotRehearsed(`GitHub's API: ${unknown.method} ${unknown.path}`);
  }
  const isFailed = jobs.some(({ result }) => result === 'failure' || result === 'cancelled');
  return { conclusion: isFailed ? 'failure' : 'success', concurrency, jobs };
}

interface Run {
  readonly lab: RunnerLab;
  readonly call: WorkflowCall;
  readonly workflow: Workflow;
  readonly contexts: Readonly<Record<string, Value>>;
}

/** Jobs after those that they need. */
function inOrder({ jobs }: Workflow): readonly string[] {
  const order: string[] = [];
  const visit = (id: string, path: readonly string[]) => {
    if (path.includes(id)) throw new NotRehearsed(`jobs that need each other: ${path.join(', ')}`);
    const job = jobs[id];
    if (job === undefined) throw new NotRehearsed(`needs: there is no job ${id}`);
    for (const needed of job.needs) visit(needed, [...path, id]);
    if (!order.includes(id)) order.push(id);
  };
  for (const id of Object.keys(jobs)) visit(id, []);
  return order;
}

/** All that a job has become of its matrix. */
async function runAll(run: Run, id: string, before: readonly JobRun[]): Promise<readonly JobRun[]> {
  const job = run.workflow.jobs[id] as Job;
  const ancestors = ancestorsOf(run.workflow, id);
  const results = before.filter((one) => ancestors.has(one.id)).map(({ result }) => result);
  const scope: ExpressionScope = {
    contexts: {
      ...run.contexts,
      needs: Object.fromEntries(job.needs.map((one) => [one, needed(before, one)])),
      vars: variables(run, undefined),
    },
    functions: statusFunctions(
      results.every((result) => result === 'success'),
      results.includes('failure'),
    ),
  };
  if (!evaluateCondition(job.if, scope)) {
    return [{ ...notRun, id, name: id, result: 'skipped' }];
  }
  const done: JobRun[] = [];
  for (const matrix of expandMatrix(job, scope)) {
    const isCancelled =
      job.strategy?.['fail-fast'] === true && done.some(({ result }) => result === 'failure');
    if (isCancelled) done.push({ ...notRun, id, name: id, result: 'cancelled' });
    else done.push(await runOne(run, { id, job, scope, matrix }));
  }
  return done;
}

const notRun = { outputs: {}, steps: [], summary: '', annotations: [] };

async function runOne(
  run: Run,
  {
    id,
    job,
    scope,
    matrix,
  }: {
    readonly id: string;
    readonly job: Job;
    readonly scope: ExpressionScope;
    readonly matrix: Readonly<Record<string, Value>>;
  },
): Promise<JobRun> {
  const { lab, call, workflow } = run;
  const strategy = { 'fail-fast': job.strategy?.['fail-fast'] ?? true };
  const early = { contexts: { ...scope.contexts, matrix, strategy } };
  const environment =
    job.environment === undefined ? undefined : evaluateText(job.environment.name, early);
  const contexts = { ...early.contexts, vars: variables(run, environment) };
  const name =
    evaluateText(job.name ?? id, early) +
    (job.name === undefined && Object.keys(matrix).length > 0
      ? ` (${Object.values(matrix).map(String).join(', ')})`
      : '');
  const concurrency = concurrencyOf(job.concurrency, early);
  const refusal = lab.github.refuseDeployment(environment, call.event);
  if (refusal !== undefined) {
    const annotations = [{ level: 'error', message: refusal }] as const;
    return { ...notRun, id, name, result: 'failure', annotations, environment, concurrency };
  }
  const ran = await runJob({ lab, call, workflow, id, name, job, contexts, environment });
  const mayFail = evaluateText(job['continue-on-error'], { contexts }).toLowerCase() === 'true';
  const result = ran.result === 'failure' && mayFail ? 'success' : ran.result;
  return { ...ran, result, concurrency };
}

/** What `needs` shows of a job; of a matrix the last one's outputs, and its worst result. */
function needed(before: readonly JobRun[], id: string): Value {
  const runs = before.filter((one) => one.id === id);
  const worst = (['failure', 'cancelled', 'skipped'] as const).find((result) =>
    runs.some((one) => one.result === result),
  );
  const outputs = Object.assign({}, ...runs.map((one) => one.outputs)) as Record<string, string>;
  return { result: worst ?? 'success', outputs };
}

function ancestorsOf({ jobs }: Workflow, id: string): ReadonlySet<string> {
  const direct = jobs[id]?.needs ?? [];
  return new Set(direct.flatMap((one) => [one, ...ancestorsOf({ jobs } as Workflow, one)]));
}

/** Those of the repository, and over them those of the environment. */
function variables({ lab, call }: Run, environment: string | undefined): Record<string, string> {
  if (call.event.isFork === true) return {};
  const { vars, environments } = lab.github.settings;
  return { ...vars, ...(environment === undefined ? {} : environments[environment]?.vars) };
}

function concurrencyOf(
  given: Workflow['concurrency'],
  scope: ExpressionScope,
): JobRun['concurrency'] {
  if (given === undefined) return undefined;
  return {
    group: evaluateText(given.group, scope),
    cancelInProgress: evaluateText(given['cancel-in-progress'], scope) === 'true',
  };
}
