import { checkConfig, deployConfigSchema, findStage, lambdaConfigSchema } from '@tooling/core';
import example from './examples/deploy.config.ts';
import { listFields, type Field } from './list-fields.ts';
import { code, codeBlock, page, table } from './markdown.ts';

/** What a stage is that declares only what it must. */
function readDefaults(): ReadonlyMap<string, string> {
  const stages = { example: { region: 'eu-central-1' } };
  const { namePrefix, rolePath, versionsToKeep } = findStage(
    { service: 'example', stages },
    'example',
  );
  return new Map([
    ['stages.<name>.namePrefix', namePrefix === '' ? 'none' : code(namePrefix)],
    ['stages.<name>.rolePath', code(rolePath)],
    ['versionsToKeep', code(String(versionsToKeep))],
    ['stages.<name>.versionsToKeep', 'as above'],
  ]);
}

function describeDefault({ path, isRequired }: Field, defaults: ReadonlyMap<string, string>) {
  if (isRequired) return '**required**';
  return defaults.get(path) ?? '';
}

/** Fields of a lambda that cannot be common to all. */
function ownFields(): readonly string[] {
  const { defaults } = deployConfigSchema.shape;
  const common = new Set(Object.keys(defaults.unwrap().shape));
  return Object.keys(lambdaConfigSchema.shape).filter((field) => !common.has(field));
}

const intro = `
\`deploy.config.ts\` at the root of the repository holds what its lambdas have in common and where they are deployed to. It exports an object as its default; \`.mts\`, \`.js\` and \`.mjs\` are taken too, one of them. Without the file the service is called \`lambdas\`, and there is the stage \`local\` alone.`;

function describeLocal(): string {
  const { account, region } = findStage({ service: 'example' }, 'local');
  return `\`local\` needs no declaration: it is the local AWS, account ${code(String(account))}, region ${code(region)}. It can be declared like any other stage, to give its functions a prefix or defaults of their own. Which stage a command works on is said by \`--stage\`, else by \`DEPLOY_STAGE\`; without either it is \`local\`.`;
}

/** docs/reference/deploy-config.md. @param exampleText - of examples/deploy.config.ts */
export function renderDeployConfig(exampleText: string): string {
  checkConfig(deployConfigSchema, example, 'examples/deploy.config.ts');
  const defaults = readDefaults();
  const rows = listFields(deployConfigSchema)
    // The fields of a lambda have a page of their own.
    .filter(({ path }) => !/(?:^|\.)defaults\./.test(path))
    // The same fields once more.
    .filter(({ path }) => !path.startsWith('stages.<name>.httpApi.'))
    .map((field) => [
      code(field.path),
      field.type,
      describeDefault(field, defaults),
      field.description,
    ]);
  return page('deploy.config.ts', [
    intro.trim(),
    '## Example',
    codeBlock('ts', exampleText),
    '## Fields',
    table(['Field', 'Type and limits', 'Default', 'What it is'], rows),
    `\`defaults\` takes the fields of [lambda.config.ts](lambda-config.md) but ${ownFields().map(code).join(', ')}, which say what one lambda is. A stage's defaults win over those of the repository, a lambda's own fields over both, and its \`stages\` over everything; \`environment\`, \`tags\` and \`logging\` are merged key by key.`,
    '## Stages',
    describeLocal(),
    "A function's name is the stage's `namePrefix` and the lambda's directory: 64 characters at most. It carries three tags, `lambda-deploy:service`, `lambda-deploy:stage` and `lambda-deploy:lambda`, by which it is known to be ours; a function of the same name without them is never touched.",
  ]);
}
