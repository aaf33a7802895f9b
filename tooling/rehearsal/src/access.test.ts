import { expect, it } from 'vitest';
import { jobOf, resultsOf } from './testing/find-in-run.ts';
import { showRun } from './testing/show-run.ts';
import { greeter, smallRepository } from './testing/small-repository.ts';
import { startRehearsal } from './testing/start-rehearsal.ts';

it('gives a pull request no more than the plan role, whatever it asks for', async () => {
  await using rehearsal = await startRehearsal(smallRepository(greeter('hello', 'first')));
  const { author, github } = rehearsal;
  const { vars, environments } = github.settings;
  await author.push();
  await author.branch('greedy');
  await author.commit('second', greeter('hello', 'second'));
  const deployRole = environments.dev?.vars?.AWS_DEPLOY_ROLE_ARN ?? '';
  github.settings = { ...github.settings, vars: { ...vars, AWS_PLAN_ROLE_ARN: deployRole } };
  const run = await rehearsal.run('lambda.yml', await author.pullRequest());
  expect(resultsOf(run)).toMatchObject({ plan: 'failure', comment: 'success' });
  expect(jobOf(run, 'plan').annotations).toContainEqual({
    level: 'error',
    message:
      'Could not assume role with OIDC: Not authorized to perform sts:AssumeRoleWithWebIdentity',
  });
  expect(github.store.comments[0]?.body).toContain('## No plan');
});

it('deploys with the plan role nothing, and says which action it lacks', async () => {
  await using rehearsal = await startRehearsal(smallRepository(greeter('hello', 'first')));
  const { author } = rehearsal;
  // A branch that calls `deploy` where the plan was: what anybody who may push could write.
  await author.push();
  await author.branch('greedy');
  const path = '.github/workflows/lambda.yml';
  const workflow = smallRepository({})[path] ?? '';
  await author.commit('greedy', {
    [path]: workflow.replace(/pnpm lambda plan --comment .*/, 'pnpm lambda deploy --stage dev'),
  });
  const run = await rehearsal.run('lambda.yml', await author.pullRequest());
  expect(resultsOf(run)).toMatchObject({ plan: 'failure' });
  expect(jobOf(run, 'plan').summary).toMatch(
    /dev-hello: AccessDenied: User: \S+rehearsal-dev-plan\/GitHubActions is not authorized to perform: iam:CreateRole on resource/,
  );
  expect(await rehearsal.functionNames()).toEqual([]);
});

it('says so when credentials expire in the middle, and the next push finishes', async () => {
  await using rehearsal = await startRehearsal(smallRepository(greeter('hello', 'first')));
  const { author, aws } = rehearsal;
  rehearsal.onAwsRequest = async ({ method, path }) => {
    if (method === 'POST' && path.endsWith('/versions')) {
      rehearsal.onAwsRequest = () => Promise.resolve();
      await aws.setClock({ advanceSeconds: 7200 });
    }
  };
  const run = await rehearsal.run('lambda.yml', await author.push());
  expect(resultsOf(run)).toMatchObject({ deploy: 'failure' });
  const { summary } = jobOf(run, 'deploy');
  expect(summary).toContain('## Deploy to stage dev: failed, exit code 2');
  expect(summary).toContain('ExpiredTokenException: The security token included in the request');
  expect(summary).toContain('in a workflow the session of its role has ended: run the job again');
  await author.commit('words', { 'README.md': 'words\n' });
  const next = await rehearsal.run('lambda.yml', await author.push());
  expect(next.conclusion, showRun(next)).toBe('success');
  expect(await rehearsal.ask('dev-hello')).toBe('first');
});
