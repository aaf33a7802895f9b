import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderCli } from './render-cli.ts';
import { renderDeployConfig } from './render-deploy-config.ts';
import { renderErrors } from './render-errors.ts';
import { renderLambdaConfig } from './render-lambda-config.ts';

/** A page of the reference. */
export interface ReferencePage {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

const readExample = (name: string) => readFile(join(import.meta.dirname, 'examples', name), 'utf8');

/** The pages that are generated from the code of the tools. */
export async function renderReference(): Promise<readonly ReferencePage[]> {
  const [lambdaExample, deployExample] = await Promise.all([
    readExample('lambda.config.ts'),
    readExample('deploy.config.ts'),
  ]);
  return [
    { path: 'docs/reference/lambda-config.md', text: renderLambdaConfig(lambdaExample) },
    { path: 'docs/reference/deploy-config.md', text: renderDeployConfig(deployExample) },
    { path: 'docs/reference/errors.md', text: renderErrors() },
    { path: 'docs/reference/cli.md', text: renderCli() },
  ];
}
