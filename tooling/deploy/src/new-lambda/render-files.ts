import { lambdaLimits, type Trigger } from '@tooling/core';
import { directoryOf, type NewLambda } from './new-lambda.ts';
import type { Starter } from './starters/starter.ts';
import { starterOf } from './starters/starters.ts';

export interface PackageFile {
  /** From the directory of the lambda. */
  readonly path: string;
  /** Right but for its layout. */
  readonly text: string;
}

/** All files of a new lambda. */
export function renderFiles(lambda: NewLambda): readonly PackageFile[] {
  const { on, isTypeScript } = lambda;
  const starter = starterOf(lambda.trigger);
  const extension = isTypeScript ? 'ts' : 'js';
  const source = { on, typed: (text: string) => (isTypeScript ? text : '') };
  const { eventName } = starter;
  return [
    { path: 'README.md', text: renderReadme(lambda, starter, extension) },
    { path: `events/${eventName}.expect.json`, text: json({ payload: starter.answer(on) }) },
    { path: `events/${eventName}.json`, text: json(starter.event(on)) },
    {
      path: `index.test.${extension}`,
      text: renderTest(eventName, extension, starter.tests(source)),
    },
    { path: `index.${extension}`, text: starter.handler(source) },
    { path: 'lambda.config.ts', text: renderConfig(lambda, starter) },
    { path: 'package.json', text: json(manifestOf(lambda)) },
  ];
}

const json = (value: unknown): string => JSON.stringify(value, null, 2);

/** The event that the handler is tried with, from the root. */
export const samplePathOf = (lambda: NewLambda): string =>
  `${directoryOf(lambda)}/events/${starterOf(lambda.trigger).eventName}.json`;

const renderReadme = (lambda: NewLambda, starter: Starter, extension: string) => `
# ${lambda.name}

It is started by ${starter.startedBy}${lambda.on === '' ? '' : `: \`${lambda.on}\``}.

- \`index.${extension}\` has the handler, \`index.test.${extension}\` its unit tests.
- \`lambda.config.ts\` says what starts it, and what it needs beyond AWS's defaults.
- \`events/${starter.eventName}.json\` is what the handler is given. With \`${starter.eventName}.expect.json\` beside it, every new version is tried with it before it gets traffic.

\`\`\`sh
pnpm --filter @lambdas/${lambda.name} run test
pnpm lambda deploy ${lambda.name}
pnpm lambda invoke ${lambda.name} --event ${samplePathOf(lambda)}
\`\`\`
`;

const renderTest = (eventName: string, extension: string, tests: string) => `
import { expect, test } from 'vitest';
import expectation from './events/${eventName}.expect.json' with { type: 'json' };
import event from './events/${eventName}.json' with { type: 'json' };
import { handler } from './index.${extension}';

test('answers to the sample event as a deploy expects', async () => {
  expect(await handler(event)).toMatchObject(expectation.payload);
});
${tests}`;

function renderConfig({ on }: NewLambda, { trigger, does }: Starter): string {
  const description = does(on).slice(0, lambdaLimits.descriptionLength);
  const call = trigger && renderTrigger(trigger(on));
  return `
import type { LambdaConfig } from '@tooling/core';
${call === undefined ? '' : `import { ${call.function} } from '@tooling/core/triggers';`}

export default {
  description: ${JSON.stringify(description)},
  timeout: 10,
  logging: { format: 'JSON', applicationLogLevel: 'INFO', retentionInDays: 30 },
  ${call === undefined ? '' : `triggers: [${call.text}],`}
} satisfies LambdaConfig;
`;
}

/** A trigger as its function of `@tooling/core/triggers` is called: what names it, then the rest. */
function renderTrigger({ type, ...members }: Trigger) {
  const [[, named] = [], ...options] = Object.entries(members);
  const rest = options.length === 0 ? [] : [Object.fromEntries(options)];
  const args = [named, ...rest].map((value) => JSON.stringify(value));
  return { function: type, text: `${type}(${args.join(', ')})` };
}

/**
 * It names no dependency: a frozen lockfile takes it as it is, and nothing has to be installed. The
 * commands come from the root's node_modules/.bin, and the types of events are hoisted for all.
 */
const manifestOf = ({ name }: NewLambda) => ({
  name: `@lambdas/${name}`,
  version: '0.0.0',
  private: true,
  type: 'module',
  scripts: { build: 'lambda build', test: 'vitest run' },
});
