import { compareZips } from '@tooling/bundle';
import {
  chooseVerified,
  exitCodes,
  judgeRebuild,
  liveAlias,
  selectLambdas,
  UserError,
} from '@tooling/core';
import { isInHistory } from '@tooling/workspace';
import { textOption, type RunCommand } from '../command.ts';
import { jsonLine } from '../json-line.ts';
import { lambdaName, withNamesAndStage } from '../pipeline/run-pipeline.ts';
import { untilInterrupted } from '../pipeline/until-interrupted.ts';
import { readHistories } from '../rollback/read-histories.ts';
import { formatVerification } from '../terminal/format-verification.ts';
import { createStyles } from '../terminal/styles.ts';
import { rebuildCommit } from '../verify/rebuild-commit.ts';

const notInHistory =
  'no branch or tag of this clone has the commit: it was pushed over by force, or its branch was deleted';

export const runVerify: RunCommand = async (input, host) => {
  const [argument = ''] = input.args;
  const qualifier = textOption(input, 'qualifier') ?? liveAlias;
  const isJson = input.options.json === true;
  const styles = createStyles(host.hasColors);
  return withNamesAndStage(input, host, async (workspace, open) => {
    const { root, lambdas } = workspace;
    const [lambda = ''] = selectLambdas(lambdas, [lambdaName(argument)]).map(({ name }) => name);
    const reading = readHistories(workspace, open, [lambda]);
    const [past] = await untilInterrupted(host.signal, reading);
    const stage = open.stage.name;
    if (past?.history === undefined) {
      const message = `there is no function ${past?.functionName ?? lambda} in stage ${stage}`;
      throw new UserError('FUNCTION_NOT_LIVE', message, { subject: lambda });
    }
    const verified = chooseVerified(past.history, past.ownership, qualifier);
    const { functionName, version, codeSha256, provenance } = verified;
    const rebuilt = await rebuildCommit({
      root,
      lambda,
      commit: provenance.commit,
      onStep: (words) => {
        if (!isJson) host.err(`${styles.dim(words)}\n`);
      },
      signal: host.signal,
    });
    // Its code is only fetched where something is to be said of it.
    const files =
      rebuilt.digest === codeSha256
        ? undefined
        : compareZips(await open.versions.readCode(functionName, version), rebuilt.zip);
    const isKnown = await isInHistory(root, provenance.commit);
    const notes = isKnown ? verified.notes : [...verified.notes, notInHistory];
    const verification = judgeRebuild({ ...verified, notes }, rebuilt, files);
    host.out(
      isJson
        ? jsonLine({ type: 'verification', stage, lambda, ...verification })
        : formatVerification(verification, stage, styles),
    );
    return verification.result === 'same' ? exitCodes.done : exitCodes.functionFailed;
  });
};
