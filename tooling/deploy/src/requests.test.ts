import { expect, it } from 'vitest';
import { createWorkspace, lambdaManifest } from '../test/create-workspace.ts';
import { startProxy, type SeenRequest } from '../test/proxy.ts';
import { runLambda } from '../test/run-lambda.ts';
import { startStage } from '../test/stage.ts';

const handler = (text: string) => `export const handler = async () => '${text}';\n`;

const lambdas = {
  'lambdas/one/package.json': lambdaManifest('one'),
  'lambdas/one/index.ts': handler('first'),
  'lambdas/two/package.json': lambdaManifest('two'),
  'lambdas/two/index.ts': handler('first'),
};

const isLambda = ({ path }: SeenRequest) => /^\/20\d\d-/.test(path);
const isGetFunction = ({ method, path }: SeenRequest) =>
  method === 'GET' && /^\/2015-03-31\/functions\/[^/]+(?:\?.*)?$/.test(path);

const describe = ({ method, path }: SeenRequest) =>
  `${method} ${path.replace(/^\/[\d-]+\/(?:functions\/)?/, '').replace(/\?.*/, '')}`;

async function startDeployed() {
  const workspace = await createWorkspace(lambdas);
  const stage = await startStage();
  const proxy = await startProxy(stage.aws.url);
  const deploy = async () => {
    const from = proxy.seen.length;
    const env = { AWS_ENDPOINT_URL: proxy.url };
    const deployed = await runLambda(['deploy'], { cwd: workspace.root, env });
    expect(deployed).toMatchObject({ exitCode: 0 });
    const seen = proxy.seen.slice(from).filter(isLambda);
    return {
      reads: seen.filter(isGetFunction).map(describe),
      others: seen.filter((one) => !isGetFunction(one)).map(describe),
    };
  };
  await deploy();
  return {
    workspace,
    deploy,
    async [Symbol.asyncDispose]() {
      await proxy[Symbol.asyncDispose]();
      await stage[Symbol.asyncDispose]();
      await workspace[Symbol.asyncDispose]();
    },
  };
}

it('costs one read a function when nothing changed, and nothing else', async () => {
  await using deployed = await startDeployed();
  const { reads, others } = await deployed.deploy();
  expect(reads.sort()).toEqual(['GET one', 'GET two']);
  expect(others).toEqual([]);
});

it('costs three requests of the scarce kind a changed function: code, publish, alias; and one a run', async () => {
  await using deployed = await startDeployed();
  await deployed.workspace.write({ 'lambdas/one/index.ts': handler('second') });
  const { reads, others } = await deployed.deploy();
  expect(others).toEqual([
    'GET account-settings',
    'PUT one/code',
    'POST one/versions',
    'PUT one/aliases/live',
  ]);
  // For the plan, before the upload, and after it.
  expect(reads.filter((read) => read === 'GET one')).toHaveLength(3);
  expect(reads.filter((read) => read === 'GET two')).toHaveLength(1);
});

it('costs one more where the configuration is another, too', async () => {
  await using deployed = await startDeployed();
  await deployed.workspace.write({
    'lambdas/one/index.ts': handler('second'),
    'lambdas/one/lambda.config.ts': 'export default { memorySize: 256 };\n',
  });
  const { others } = await deployed.deploy();
  expect(others).toEqual([
    'GET account-settings',
    'PUT one/configuration',
    'PUT one/code',
    'POST one/versions',
    'PUT one/aliases/live',
  ]);
});
