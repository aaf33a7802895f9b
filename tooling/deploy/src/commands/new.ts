import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { suggest, UserError } from '@tooling/core';
import { findRoot, readWorkspaceNames } from '@tooling/workspace';
import { textOption, type CommandInput, type RunCommand } from '../command.ts';
import type { Host } from '../host.ts';
import { askNewLambda, type Given } from '../new-lambda/ask-new-lambda.ts';
import { checkNewLambda, type Surroundings } from '../new-lambda/check-new-lambda.ts';
import { formatFiles } from '../new-lambda/format-files.ts';
import { lockPackage } from '../new-lambda/lock-package.ts';
import { directoryOf, triggerKinds, type NewLambda } from '../new-lambda/new-lambda.ts';
import { renderFiles } from '../new-lambda/render-files.ts';
import { starterOf } from '../new-lambda/starters/starters.ts';
import { writePackage } from '../new-lambda/write-package.ts';
import { lambdaName } from '../pipeline/run-pipeline.ts';
import { formatNewLambda } from '../terminal/format-new-lambda.ts';
import { pnpmCommand } from '../terminal/pnpm-command.ts';
import { createStyles } from '../terminal/styles.ts';
import { jsonLine } from '../json-line.ts';

export const runNew: RunCommand = async (input, host) => {
  const given = readGiven(input);
  const root = findRoot(host.cwd);
  const surroundings = await readSurroundings(root, host);
  const lambda = await completeLambda(given, input, host, surroundings);
  checkNewLambda(lambda, surroundings);

  const directory = directoryOf(lambda);
  const files = await formatFiles(join(root, directory), renderFiles(lambda));
  await writePackage(root, directory, { files, signal: host.signal });
  const locked = await lockPackage(root, directory);
  const written = [...files.map(({ path }) => `${directory}/${path}`).sort(), ...locked];
  host.out(
    input.options.json === true
      ? jsonLine({ type: 'lambda-written', lambda: lambda.name, files: written })
      : formatNewLambda(
          lambda,
          { files: written, isLocked: locked.length > 0, pnpm: pnpmCommand(root, host) },
          createStyles(host.hasColors),
        ),
  );
  return 0;
};

/** @throws UserError USAGE */
function readGiven(input: CommandInput): Given {
  const [name] = input.args;
  const kind = textOption(input, 'trigger');
  const on = textOption(input, 'on');
  const trigger = triggerKinds.find((one) => one === kind);
  if (kind !== undefined && trigger === undefined) {
    throw new UserError('USAGE', `--trigger ${kind} is none that a lambda can be begun with`, {
      hint: suggest(kind, triggerKinds, `it is one of ${triggerKinds.join(', ')}`),
    });
  }
  if (on !== undefined && trigger === undefined) {
    throw new UserError('USAGE', '--on says what a trigger listens to, and there is none', {
      hint: `give --trigger, too: ${triggerKinds.join(', ')}`,
    });
  }
  const isJavaScript = input.options.js === true;
  return { name: name === undefined ? name : lambdaName(name), trigger, on, isJavaScript };
}

async function readSurroundings(root: string, { clock }: Host): Promise<Surroundings> {
  const { deployConfig } = await readWorkspaceNames(root);
  const taken = await readdir(join(root, 'lambdas')).catch(() => []);
  return { deployConfig, taken, now: clock.date() };
}

/**
 * Where nobody can be asked, a lambda without `--trigger` is one that nothing starts.
 *
 * @throws UserError USAGE without a name
 */
async function completeLambda(
  given: Given,
  input: CommandInput,
  host: Host,
  surroundings: Surroundings,
): Promise<NewLambda> {
  const { name, trigger, isJavaScript } = given;
  const isOpen = name === undefined || trigger === undefined;
  if (isOpen && host.terminal !== undefined && input.options.json !== true) {
    return askNewLambda(given, { ...host.terminal, signal: host.signal }, surroundings);
  }
  if (name === undefined) {
    throw new UserError('USAGE', 'what is the lambda called? Nobody can be asked here', {
      hint: 'give its name: `lambda new <name>`',
    });
  }
  const on = given.on ?? starterOf(trigger).on?.default(name) ?? '';
  return { name, trigger, on, isTypeScript: !isJavaScript };
}
