import { createLogCursor, findFunctionLog, readLogEvents, type LogEvent } from '@tooling/aws';
import { functionNameOf, selectLambdas, UserError } from '@tooling/core';
import { textOption, type CommandInput, type RunCommand } from '../command.ts';
import type { Host } from '../host.ts';
import { jsonLine } from '../json-line.ts';
import { followLog, pollMs } from '../logs/follow-log.ts';
import { parseSince } from '../logs/parse-since.ts';
import type { OpenStage } from '../pipeline/open-stage.ts';
import { lambdaName, stageName, withNamesAndStage } from '../pipeline/run-pipeline.ts';
import { untilInterrupted } from '../pipeline/until-interrupted.ts';
import { formatLogEvent } from '../terminal/format-log-event.ts';
import { createStyles } from '../terminal/styles.ts';

const usualAge = '10m';

export const runLogs: RunCommand = async (input, host) => {
  const name = lambdaName(input.args[0] ?? '');
  const follows = input.options.follow === true;
  const cursor = createLogCursor(
    parseSince(textOption(input, 'since') ?? usualAge, host.clock.date()),
  );
  const pattern = readPattern(input);
  const show = createShow(input, host, name);
  const tellOnce = createTeller(host);

  /** Everything that is new. */
  const look = async (functionName: string, { clients }: OpenStage): Promise<void> => {
    const log = await findFunctionLog(clients, functionName);
    const pages = readLogEvents(clients, log, cursor, pattern);
    let page = await pages.next();
    for (; page.done !== true; page = await pages.next()) {
      if (host.signal.aborted) return;
      page.value.forEach(show);
    }
    if (page.value) return;
    const waiting = follows ? '; waiting for it' : '';
    tellOnce(`there is no log group ${log.logGroup} yet: ${functionName} has not run${waiting}`);
  };

  const read = () =>
    withNamesAndStage(input, host, async (workspace, open) => {
      const [lambda] = selectLambdas(workspace.lambdas, [name]);
      if (lambda === undefined) throw new Error(`${name} was selected and is not there`);
      const functionName = functionNameOf(open.stage, lambda);
      await look(functionName, open);
      while (follows && !open.isOwn) {
        await host.clock.sleep(pollMs);
        await look(functionName, open);
      }
    });

  if (!follows) {
    await untilInterrupted(host.signal, read());
    return 0;
  }
  return untilInterrupted(host.signal, followLog(stageName(input, host), host, read)).then(
    () => 0,
    (error: unknown) => {
      if (error instanceof UserError && error.code === 'INTERRUPTED') return 0;
      throw error;
    },
  );
};

/** @throws UserError USAGE for an empty one: an unset variable would find everything */
function readPattern(input: CommandInput): string | undefined {
  const pattern = textOption(input, 'filter');
  if (pattern?.trim() !== '') return pattern;
  throw new UserError('USAGE', '--filter is empty', {
    hint: 'write a pattern, or leave it out for all lines',
  });
}

function createShow(input: CommandInput, host: Host, lambda: string): (event: LogEvent) => void {
  if (input.options.json === true) {
    return (event) => {
      host.out(jsonLine({ type: 'log', lambda, ...event }));
    };
  }
  const styles = createStyles(host.hasColors);
  return (event) => {
    host.out(formatLogEvent(event, styles));
  };
}

/** Says to standard error what was not said before. */
function createTeller(host: Host): (text: string) => void {
  const told = new Set<string>();
  return (text) => {
    if (told.has(text)) return;
    told.add(text);
    host.err(`${text}\n`);
  };
}
