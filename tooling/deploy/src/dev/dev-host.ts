import type { Host } from '../host.ts';

/**
 * The host of a deploy that `lambda dev` does: of the local stage, whatever the environment says, and by
 * the local AWS of this process.
 */
export function devHost(host: Host, keep: (text: string) => void): Host {
  const { AWS_ENDPOINT_URL: _, DEPLOY_STAGE: _stage, DEPLOY_ONLY: _only, ...env } = host.env;
  const { GITHUB_ACTIONS: _actions, GITHUB_STEP_SUMMARY: _summary, ...own } = env;
  return { ...host, env: own, isInteractive: false, out: keep, err: keep };
}
