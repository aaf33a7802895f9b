import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { StepFailed } from '../runner/not-rehearsed.ts';
import type { StandIn } from './stand-in.ts';

const run = promisify(execFile);

/**
 * actions/checkout: fetches one ref, as deep as it is asked for, from the repository of the rehearsal.
 *
 * @see https://github.com/actions/checkout/blob/v7.0.1/action.yml
 */
export const checkout: StandIn = {
  inputs: { ref: '', 'fetch-depth': '1', 'persist-credentials': 'true', 'sparse-checkout': '' },
  async run({ inputs, session, log }) {
    const { github, event, directories, permissions, runnerEnv } = session;
    if (permissions.contents === undefined || permissions.contents === 'none') {
      throw new StepFailed('fatal: repository not found: the token may not read contents');
    }
    const git = async (...args: readonly string[]) => {
      const env = { PATH: runnerEnv.PATH, HOME: directories.home };
      await run('git', args, { cwd: directories.workspace, env }).catch((error: unknown) => {
        throw new StepFailed((error as Error).message.trim());
      });
    };
    // By its URL: git makes no shallow clone of a path.
    const url = pathToFileURL(github.repository.directory).href;
    const ref = inputs.ref === '' || inputs.ref === undefined ? event.ref : inputs.ref;
    const isEvent = ref === event.ref;
    const wanted = isEvent ? event.sha : ref;
    const depth = inputs['fetch-depth'] === '0' ? [] : [`--depth=${String(inputs['fetch-depth'])}`];
    await git('init', '--quiet', '--initial-branch=main');
    await git('remote', 'add', 'origin', url);
    if (inputs['persist-credentials'] !== 'true' || permissions.contents !== 'write') {
      await git('remote', 'set-url', '--push', 'origin', 'https://no-credentials.invalid/');
    }
    if (inputs['sparse-checkout'] !== '') {
      const paths = String(inputs['sparse-checkout']).split('\n').filter(Boolean);
      await git('sparse-checkout', 'set', ...paths);
    }
    const branches = depth.length === 0 ? ['+refs/heads/*:refs/remotes/origin/*'] : [];
    const tags = depth.length === 0 ? ['--tags'] : ['--no-tags'];
    const isCommit = /^[0-9a-f]{40}$/.test(wanted);
    const target = isCommit ? wanted : 'refs/remotes/checkout/wanted';
    const refspec = isCommit ? wanted : `+${wanted}:${target}`;
    await git('fetch', '--quiet', ...tags, ...depth, 'origin', ...branches, refspec);
    const branch = /^refs\/heads\/(?<name>.+)$/.exec(event.ref)?.groups?.name;
    if (isEvent && branch !== undefined) await git('checkout', '--quiet', '-B', branch, wanted);
    else await git('checkout', '--quiet', '--detach', target);
    log(`HEAD is now at ${wanted} in ${join('work', 'workspace')}`);
    return { commit: wanted, ref };
  },
};
