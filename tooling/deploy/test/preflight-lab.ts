import { createWorkspace, type Files } from './create-workspace.ts';
import { startProxy, type OwnAnswer } from './proxy.ts';
import { runLambda } from './run-lambda.ts';
import { startStage } from './stage.ts';

/** A workspace and a stage, of which what the account and its layers are may be said otherwise. */
export async function openLab(files: Files) {
  const workspace = await createWorkspace(files);
  const stage = await startStage();
  const answers: { accountSettings?: OwnAnswer; layer?: OwnAnswer } = {};
  const proxy = await startProxy(stage.aws.url, ({ path }) =>
    Promise.resolve(
      path.includes('/account-settings')
        ? answers.accountSettings
        : path.includes('find=LayerVersion')
          ? answers.layer
          : undefined,
    ),
  );
  return {
    workspace,
    stage,
    proxy,
    answers,
    run: (...args: string[]) =>
      runLambda(args, { cwd: workspace.root, env: { AWS_ENDPOINT_URL: proxy.url } }),
    async [Symbol.asyncDispose]() {
      await proxy[Symbol.asyncDispose]();
      await stage[Symbol.asyncDispose]();
      await workspace[Symbol.asyncDispose]();
    },
  };
}
