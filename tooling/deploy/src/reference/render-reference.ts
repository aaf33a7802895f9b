import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderAccess } from './render-access.ts';
import { renderCli } from './render-cli.ts';
import { renderDeployConfig } from './render-deploy-config.ts';
import { makeJsonSchema } from './make-json-schema.ts';
import { renderErrors } from './render-errors.ts';
import { renderEvents } from './render-events.ts';
import { renderJsonLines } from './render-json-lines.ts';
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
  const jsonSchema = makeJsonSchema(false);
  return [
    { path: 'docs/reference/lambda-config.md', text: renderLambdaConfig(lambdaExample) },
    { path: 'docs/reference/deploy-config.md', text: renderDeployConfig(deployExample) },
    { path: 'docs/reference/errors.md', text: renderErrors() },
    { path: 'docs/reference/events.md', text: renderEvents() },
    { path: 'docs/reference/cli.md', text: renderCli() },
    { path: 'docs/reference/access.md', text: renderAccess() },
    { path: 'docs/reference/json-lines.md', text: renderJsonLines(jsonSchema) },
    {
      path: 'docs/reference/json-lines.schema.json',
      text: `${JSON.stringify(jsonSchema, undefined, 2)}\n`,
    },
  ];
}
