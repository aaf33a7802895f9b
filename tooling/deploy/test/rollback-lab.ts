import { GetAliasCommand, ListTagsCommand } from '@aws-sdk/client-lambda';
import { createWorkspace, type TestWorkspace } from './create-workspace.ts';
import { runLambda } from './run-lambda.ts';
import type { TestStage } from './stage.ts';

const greeting = (text: string) => `exports.handler = async () => '${text}';\n`;

const manifest = (name: string) =>
  JSON.stringify({ name: `@lambdas/${name}`, scripts: { build: 'lambda build' } });

/** A workspace of such lambdas, with their manifests: a deploy writes no file into a commit. */
export const workspaceOf = (...names: string[]): Promise<TestWorkspace> =>
  createWorkspace(
    Object.fromEntries(
      names.flatMap((name) => [
        [`lambdas/${name}/index.js`, greeting('none')],
        [`lambdas/${name}/package.json`, manifest(name)],
      ]),
    ),
  );

export const optionsOf = (workspace: TestWorkspace, { env }: Pick<TestStage, 'env'>) => ({
  cwd: workspace.root,
  env,
});

/**
 * Lets lambdas answer one text after the other, each a commit and a deploy of its own.
 *
 * @returns the commits
 */
export async function deployTexts(
  workspace: TestWorkspace,
  stage: TestStage,
  texts: readonly string[],
  names: readonly string[] = ['hello'],
): Promise<readonly string[]> {
  const commits: string[] = [];
  for (const text of texts) {
    await workspace.write(
      Object.fromEntries(names.map((name) => [`lambdas/${name}/index.js`, greeting(text)])),
    );
    commits.push(await workspace.commit(text));
    const { exitCode, out, err } = await runLambda(['deploy'], optionsOf(workspace, stage));
    if (exitCode !== 0) throw new Error(out + err);
  }
  return commits;
}

/** The alias `live`. */
export const aliasOf = ({ lambda }: TestStage, name: string) =>
  lambda.send(new GetAliasCommand({ FunctionName: name, Name: 'live' }));

/** The version that `live` names. */
export const liveOf = async (stage: TestStage, name: string) =>
  (await aliasOf(stage, name)).FunctionVersion;

/** The version that is pinned. */
export async function pinOf({ aws, lambda }: TestStage, name: string): Promise<string | undefined> {
  const Resource = `arn:aws:lambda:${aws.region}:000000000000:function:${name}`;
  const { Tags = {} } = await lambda.send(new ListTagsCommand({ Resource }));
  return Tags['lambda-deploy:pinned']?.split(' ')[0];
}

/** What a function returns. */
export const answerOf = async (workspace: TestWorkspace, stage: TestStage, name: string) =>
  JSON.parse((await runLambda(['invoke', name], optionsOf(workspace, stage))).out) as unknown;
