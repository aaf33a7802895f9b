import { checkConfig, findStage, lambdaConfigSchema, notTaken, wantFunction } from '@tooling/core';
import example from './examples/lambda.config.ts';
import { listFields } from './list-fields.ts';
import { code, codeBlock, page, table } from './markdown.ts';
import { showProblems } from './show-problems.ts';

/** What a field is when nothing declares it, from the place that decides it. */
function readDefaults(): ReadonlyMap<string, string> {
  const lambda = {
    name: 'example',
    packageName: '@lambdas/example',
    packageVersion: '0.0.0',
    directory: 'lambdas/example',
    config: {},
  };
  const deployConfig = { service: 'example' };
  const { settings } = wantFunction(lambda, deployConfig, findStage(deployConfig, 'local'));
  return new Map(
    Object.entries(settings).flatMap(([field, value]) =>
      typeof value === 'string' ? [[field, code(value)] as const] : [],
    ),
  );
}

const intro = `
A lambda needs no configuration: a directory under \`lambdas/\` with an \`index.js\` is complete. What it needs besides stands in \`lambda.config.ts\` beside its entry file, which exports an object as its default. \`.mts\`, \`.js\` and \`.mjs\` are taken too, one of them. Node.js itself runs the file: types are stripped, so no enums and no namespaces, and imports are written with their extension.

Words and units are AWS's. Every field may be left out. One without a default is not managed then: AWS decides it when the function is created, and what somebody sets on the function afterwards stays and is reported by \`lambda plan\`.

The file may read the environment (\`process.env.TABLE_NAME\`): \`lambda plan\` and \`lambda deploy\` see all of it, and \`pnpm turbo run plan\` and \`… deploy\` what turbo lets through, \`AWS_*\`, \`DEPLOY_*\`, \`GITHUB_*\` and \`CI\`. A build takes nothing but \`handler\`, \`architecture\` and \`bundling\` from it, and without any of these: what is missing there must not make the file throw. It has ten seconds to load, its output goes to standard error, and it cannot end the command with \`process.exit()\`.

What all lambdas have in common stands in [deploy.config.ts](deploy-config.md). Its defaults are the weakest, those of the stage win over them, the lambda's own fields over both, and what it says of a stage in \`stages\` over everything; \`environment\`, \`tags\` and \`logging\` are merged key by key, every other field is taken as a whole.

Taking a line out keeps what is live: nobody declares it any more. To unset a field, declare it as \`null\`: it becomes what AWS makes it (\`memorySize: null\` is 128), a key of \`environment\` or \`tags\` is removed, \`role: null\` gives the function the role that is made for it.`;

const references = `
\`environment: { TABLE: { parameter: '/penguins/table' } }\` gives the function the parameter's name, and its role the right to read exactly this one; with \`{ secret: 'penguins/api' }\` it is the same of a secret. The function reads the value when it runs, so a new value needs no deploy.

With \`resolve: 'deploy'\` the value is read when a deploy is planned, from the account and region of the stage, and stands in the function's environment like any other. It is compared by value: a new one is a change. It is never printed, nor written to a file. What is missing is said for all lambdas at once.`;

const role = `
A function that names no \`role\` gets its own, which may do what its configuration needs and no more: write its own log, and, each only where it is declared, send traces, join the network of \`vpc\`, send to \`deadLetter\` and to the destinations of \`asyncInvocation\`, decrypt with \`kmsKeyArn\`, mount \`fileSystems\`, read the parameters and secrets that it is given the names of. \`permissions\` are added to that. What is allowed anew is allowed before the new version is published, and what is allowed no more is taken away after it serves. Traces and the network stay allowed, since older versions may need them.`;

const wrongExample = { memorySize: 64, timeOut: 10, runtime: 'nodejs18.x' };

/** docs/reference/lambda-config.md. @param exampleText - of examples/lambda.config.ts */
export function renderLambdaConfig(exampleText: string): string {
  checkConfig(lambdaConfigSchema, example, 'examples/lambda.config.ts');
  const defaults = readDefaults();
  const rows = listFields(lambdaConfigSchema)
    // The same fields once more.
    .filter(({ path }) => !path.startsWith('stages.<name>'))
    .map(({ path, type, description }) => [
      code(path),
      type,
      defaults.get(path) ?? '',
      description,
    ]);
  return page('lambda.config.ts', [
    intro.trim(),
    '## Example',
    codeBlock('ts', exampleText),
    '## Fields',
    table(['Field', 'Type and limits', 'Default', 'What it is'], rows),
    '## Secrets and parameters',
    references.trim(),
    '## The role that is made',
    role.trim(),
    '## What is not taken, and why',
    'Everything else that CreateFunction, UpdateFunctionConfiguration and UpdateFunctionCode take has a field above, or follows from the lambda.',
    table(
      ['AWS’s name', 'Why'],
      Object.entries(notTaken).map(([member, why]) => [code(member), why]),
    ),
    '## When something is wrong',
    'Unknown and wrong fields are refused before anything is built or deployed, those of all files at once. Values of `environment` are never shown.',
    codeBlock(
      'text',
      showProblems(lambdaConfigSchema, wrongExample, 'lambdas/example/lambda.config.ts'),
    ),
    "Some rules need the whole that a function gets from all three places, and are checked when it is put together: a level needs `logging.format` to be `JSON`, the environment has its 4096 bytes and the tags their 50 in all. A later `format: 'Text'` ends the levels that an earlier place chose.",
  ]);
}
