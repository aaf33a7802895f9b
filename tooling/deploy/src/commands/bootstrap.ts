import { applyAccess, readAccess } from '@tooling/aws';
import { findStage, UserError, wantFunctions } from '@tooling/core';
import {
  accessTemplate,
  parseRepository,
  planAccess,
  wantAccess,
  type AccessPlan,
  type WantedAccess,
} from '@tooling/core/bootstrap';
import { findRoot, readWorkspace, type Workspace } from '@tooling/workspace';
import { stringify } from 'yaml';
import { askWhether } from '../ask-whether.ts';
import { textOption, type CommandInput, type RunCommand } from '../command.ts';
import type { Host } from '../host.ts';
import { openStage, withStage, type OpenStage } from '../pipeline/open-stage.ts';
import { stageName } from '../pipeline/run-pipeline.ts';
import { untilInterrupted } from '../pipeline/until-interrupted.ts';
import { describeAccessStep } from '../terminal/describe-access-step.ts';
import { formatAccessOutcome, formatAccessPlan, variablesFor } from '../terminal/format-access.ts';
import { createStyles } from '../terminal/styles.ts';
import { jsonLine } from '../json-line.ts';

export const runBootstrap: RunCommand = async (input, host) => {
  const name = stageName(input, host);
  const workspace = await readWorkspace(findRoot(host.cwd));
  const wanted = want(workspace, name, input);
  if (input.options.print === true) {
    host.out(stringify(accessTemplate(wanted), templateFormat));
    return 0;
  }
  const opening = openStage(workspace.root, workspace.deployConfig, name, host);
  const open = await untilInterrupted(host.signal, opening);
  return withStage(open, (stage) => setUp(stage, wanted, input, host));
};

/** CloudFormation reads YAML 1.1, where a plain `yes` is no text, and a plain date neither. */
const templateFormat = { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false } as const;

/** @throws UserError USAGE */
function want(
  { deployConfig, lambdas }: Workspace,
  name: string,
  input: CommandInput,
): WantedAccess {
  const stage = findStage(deployConfig, name);
  const repository = textOption(input, 'repo');
  if (repository === undefined) {
    throw new UserError('USAGE', 'which repository deploys? --repo is missing', {
      hint: 'name it: `lambda bootstrap --stage prod --repo owner/name`',
    });
  }
  return wantAccess({
    deployConfig,
    stage,
    repository: parseRepository(repository, textOption(input, 'repoIds')),
    environment: nameOf(input, 'environment') ?? stage.name,
    branch: nameOf(input, 'branch') ?? 'main',
    wanted: stage.name === 'local' ? [] : wantFunctions(lambdas, deployConfig, stage),
  });
}

/** A star or a question mark would be taken as they are, and a colon would end what it is the name of. */
function nameOf(input: CommandInput, option: string): string | undefined {
  const text = textOption(input, option);
  if (text === undefined || /^[^\s*?:]+$/.test(text)) return text;
  throw new UserError('USAGE', `--${option} ${text} is not the name of one ${option}`, {
    hint: 'it may have no spaces, colons, stars or question marks',
  });
}

async function setUp(
  { clients, stage }: OpenStage,
  wanted: WantedAccess,
  input: CommandInput,
  host: Host,
): Promise<number> {
  const isJson = input.options.json === true;
  const styles = createStyles(host.hasColors);
  const environment = nameOf(input, 'environment') ?? stage.name;
  const plan = planAccess(wanted, await readAccess(clients, wanted));
  const { steps, notes } = plan;
  if (!isJson) host.out(formatAccessPlan(plan, styles));
  const isWanted = steps.length > 0 && (await mayWrite(plan, input, host));
  if (isWanted) await applyAccess(clients, steps);
  const isDone = isWanted || steps.length === 0;
  if (isJson) {
    host.out(
      jsonLine({
        type: 'bootstrap',
        stage: stage.name,
        account: wanted.place.account,
        steps: steps.map(describeAccessStep),
        notes,
        isDone,
        variables: variablesFor(wanted, environment),
        permissionsBoundary: wanted.place.permissionsBoundary,
      }),
    );
  } else {
    const { permissionsBoundary } = stage;
    host.out(formatAccessOutcome(wanted, { isDone, environment, permissionsBoundary }, styles));
  }
  return 0;
}

async function mayWrite({ wanted }: AccessPlan, input: CommandInput, host: Host): Promise<boolean> {
  if (input.options.yes === true) return true;
  if (input.options.json === true) return false;
  return askWhether(`Do that in account ${wanted.place.account}?`, host);
}
