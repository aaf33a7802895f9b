import { adoptFunction } from '@tooling/aws';
import {
  describeFailure,
  selectLambdas,
  UserError,
  wantFunctions,
  worstExitCode,
  type Plan,
} from '@tooling/core';
import type { Workspace } from '@tooling/workspace';
import { textOption, type CommandInput, type RunCommand } from '../command.ts';
import { annotate } from '../github/annotate.ts';
import type { Host } from '../host.ts';
import { makePlan } from '../pipeline/make-plan.ts';
import type { OpenStage } from '../pipeline/open-stage.ts';
import {
  readAdoptions,
  withAdopted,
  withDeploys,
  type Adoption,
} from '../pipeline/plan-adoption.ts';
import {
  completeWorkspace,
  lambdaName,
  today,
  withWorkspaceAndStage,
} from '../pipeline/run-pipeline.ts';
import { formatAdoptions, showableAdoption, type Adopted } from '../terminal/format-adoption.ts';
import { progressOf, type Progress } from '../terminal/progress.ts';
import { createStyles } from '../terminal/styles.ts';
import { jsonLine } from '../json-line.ts';

interface Adopting {
  readonly workspace: Workspace;
  readonly open: OpenStage;
  readonly names: readonly string[];
  readonly written: readonly string[];
  readonly progress: Progress;
}

/** What the next deploy would do if they were ours: the usual plan, of a store that says so. */
function planAfter(adopting: Adopting, adoptions: readonly Adoption[], host: Host): Promise<Plan> {
  const { workspace, open, names, written, progress } = adopting;
  return makePlan({
    workspace,
    stage: open.stage,
    store: withAdopted(open.store, adoptions),
    names,
    written,
    verify: false,
    force: false,
    unpin: false,
    atOnce: false,
    remoteCache: true,
    today: today(host),
    emit: (event) => {
      if (event.type !== 'planned') progress.emit(event);
    },
    signal: host.signal,
  });
}

async function lookAt(adopting: Adopting, input: CommandInput, host: Host) {
  const { workspace, open, names } = adopting;
  const { lambdas, deployConfig } = workspace;
  const wanted = wantFunctions(selectLambdas(lambdas, names), deployConfig, open.stage);
  const adoptions = await readAdoptions(open.clients, wanted, textOption(input, 'fromService'));
  if (!adoptions.some(({ outcome }) => outcome === 'adoptable')) return adoptions;
  const adoptable = adoptions.filter(({ outcome }) => outcome === 'adoptable');
  const only = { ...adopting, names: adoptable.map(({ lambda }) => lambda) };
  return withDeploys(adoptions, await planAfter(only, adoptable, host));
}

/** Takes over what may be taken over; one that fails keeps none of the others. */
async function takeOver({ open }: Adopting, adoptions: readonly Adoption[]) {
  return Promise.all(
    adoptions.map(async (adoption): Promise<Adopted> => {
      const { outcome, found, ownership } = adoption;
      if (outcome !== 'adoptable' || found === undefined) return adoption;
      try {
        const liveVersion = await adoptFunction(open.clients, found, ownership);
        return { ...adoption, outcome: 'adopted', liveVersion };
      } catch (error) {
        return { ...adoption, outcome: 'refused', failure: describeFailure(open.explain(error)) };
      }
    }),
  );
}

export const runAdopt: RunCommand = async (input, host) => {
  const names = input.args.map(lambdaName);
  if (names.length === 0) {
    throw new UserError('USAGE', 'lambda adopt needs the names of the lambdas', {
      hint: 'functions are taken over one by one, on purpose: `lambda adopt <names…>`',
    });
  }
  const progress = progressOf(input, host);
  const written = await completeWorkspace(host, progress.emit);
  return withWorkspaceAndStage(input, host, async (workspace, open) => {
    const adopting = { workspace, open, names, written, progress };
    const adoptions = await lookAt(adopting, input, host);
    const isWriting = input.options.yes === true;
    const adopted = isWriting ? await takeOver(adopting, adoptions) : adoptions;
    progress.stop();
    const isJson = input.options.json === true;
    if (isJson) {
      const functions = adopted.map(showableAdoption);
      host.out(jsonLine({ type: 'adoption', stage: open.stage.name, functions }));
    } else {
      host.out(formatAdoptions(adopted, open.stage.name, createStyles(host.hasColors)));
    }
    annotate({ functions: adopted }, host, isJson);
    return worstExitCode(adopted.flatMap(({ failure }) => failure?.exitCode ?? []));
  });
};
