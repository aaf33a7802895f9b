import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { GithubEvent } from '../github/github-event.ts';
import { git } from '../github/open-repository.ts';
import type { Github } from '../github/start-github.ts';
import type { WorkflowRun } from '../runner/workflow-run.ts';
import { repositoryRoot, type Files } from './small-repository.ts';

const run = promisify(execFile);

/** Somebody who works on the repository, in a clone of his own. */
export interface Author {
  readonly directory: string;
  /** Writes files, installs what they ask for, and commits everything. */
  commit(message: string, files: Files): Promise<string>;
  /** Pushes the branch that he is on. */
  push(): Promise<GithubEvent>;
  /** Goes on from a commit or branch, on a branch of that name. */
  branch(name: string, from?: string): Promise<void>;
  /** Starts a workflow by hand, on a branch. */
  dispatch(inputs: Readonly<Record<string, string>>, branch?: string): Promise<GithubEvent>;
  /** Goes on from what is on GitHub by now. */
  take(branch: string): Promise<void>;
  /** What GitHub sends when a run of a workflow for this event has ended. */
  afterRun(event: GithubEvent, run: WorkflowRun): Promise<GithubEvent>;
  /** Each day. */
  schedule(): Promise<GithubEvent>;
  /** Pushes his branch and opens a pull request of it, or pushes more to the one that is open. */
  pullRequest(options?: { readonly isFork?: boolean }): Promise<GithubEvent>;
}

const actor = 'octocat';

/** A first clone, of an empty repository. */
export async function createAuthor(github: Github, directory: string): Promise<Author> {
  const { repository, store } = github;
  await mkdir(directory, { recursive: true });
  await git(directory, 'init', '--quiet', '--initial-branch=main');
  await git(directory, 'remote', 'add', 'origin', repository.directory);
  const current = () => git(directory, 'rev-parse', '--abbrev-ref', 'HEAD');
  const pulls = new Map<string, number>();
  const main = async () => {
    const ref = 'refs/heads/main';
    return { ref, sha: (await repository.commitOf(ref)) ?? '' };
  };
  const described = (fullName: string) => ({
    full_name: fullName,
    name: fullName.split('/')[1] ?? '',
    default_branch: 'main',
    fork: fullName !== repository.fullName,
    owner: { login: fullName.split('/')[0] ?? '' },
  });
  return {
    directory,
    async commit(message, files) {
      for (const [path, text] of Object.entries(files)) {
        const file = join(directory, path);
        await (text === undefined ? rm(file, { recursive: true }) : writeInto(file, text));
      }
      if (existsSync(join(directory, 'package.json'))) await install(directory);
      await git(directory, 'add', '--all');
      await git(directory, 'commit', '--quiet', '--message', message);
      return git(directory, 'rev-parse', 'HEAD');
    },
    async push() {
      const branch = await current();
      const ref = `refs/heads/${branch}`;
      const before = await repository.commitOf(ref);
      await git(directory, 'push', '--quiet', '--force', 'origin', `HEAD:${ref}`);
      const sha = await git(directory, 'rev-parse', 'HEAD');
      const payload = {
        ref,
        before: before ?? '0'.repeat(40),
        after: sha,
        repository: described(repository.fullName),
        sender: { login: actor },
      };
      return { name: 'push', ref, sha, actor, payload };
    },
    async branch(name, from = 'HEAD') {
      await git(directory, 'checkout', '--quiet', '-B', name, from);
    },
    async dispatch(inputs, branch = 'main') {
      const ref = `refs/heads/${branch}`;
      const sha = (await repository.commitOf(ref)) ?? '';
      const payload = {
        ref,
        inputs,
        repository: described(repository.fullName),
        sender: { login: actor },
      };
      return { name: 'workflow_dispatch', ref, sha, actor, payload, inputs };
    },
    async take(name) {
      await git(directory, 'fetch', '--quiet', 'origin', name);
      await git(directory, 'reset', '--quiet', '--hard', 'FETCH_HEAD');
    },
    async afterRun({ name, sha, ref }, { conclusion }) {
      const payload = {
        action: 'completed',
        workflow_run: {
          name: 'lambda',
          event: name,
          conclusion,
          head_sha: sha,
          head_branch: ref.replace('refs/heads/', ''),
          head_repository: described(repository.fullName),
        },
        repository: described(repository.fullName),
        sender: { login: actor },
      };
      return { name: 'workflow_run', ...(await main()), actor, payload };
    },
    async schedule() {
      return { name: 'schedule', ...(await main()), actor, payload: { schedule: '23 4 * * *' } };
    },
    async pullRequest({ isFork = false } = {}) {
      const branch = await current();
      const number = pulls.get(branch) ?? store.nextNumber();
      if (!pulls.has(branch)) {
        store.issues.push({ ...newPull, number, title: branch });
        store.pulls.push({ number, head: branch, base: 'main' });
        pulls.set(branch, number);
      }
      const head = await git(directory, 'rev-parse', 'HEAD');
      // A fork is a repository of its own: here is no branch of it.
      const pushed = isFork ? `refs/pull/${String(number)}/head` : `refs/heads/${branch}`;
      await git(directory, 'push', '--quiet', '--force', 'origin', `HEAD:${pushed}`);
      const base = (await repository.commitOf('refs/heads/main')) ?? '';
      const sha = await repository.openPullRequest(number, head, base);
      const from = isFork ? `somebody/${described(repository.fullName).name}` : repository.fullName;
      const payload = {
        action: 'synchronize',
        number,
        pull_request: {
          number,
          title: branch,
          head: { ref: branch, sha: head, repo: described(from) },
          base: { ref: 'main', sha: base, repo: described(repository.fullName) },
        },
        repository: described(repository.fullName),
        sender: { login: actor },
      };
      const ref = `refs/pull/${String(number)}/merge`;
      return {
        name: 'pull_request',
        ref,
        sha,
        actor,
        headRef: branch,
        baseRef: 'main',
        isFork,
        payload,
      };
    },
  };
}

/** As whoever adds a package does, for the lockfile. */
async function install(directory: string): Promise<void> {
  await run(join(repositoryRoot, 'node_modules/.bin/pnpm'), ['install'], {
    cwd: directory,
    env: { PATH: process.env.PATH, HOME: dirname(directory) },
  });
}

const newPull = {
  body: '',
  labels: [],
  state: 'open',
  isPullRequest: true,
  user: actor,
  writes: 1,
} as const;

async function writeInto(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}
