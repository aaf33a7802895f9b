import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { invokeFunction } from '@tooling/aws';
import { functionNameOf, selectLambdas, UserError } from '@tooling/core';
import { textOption, type CommandInput, type RunCommand } from '../command.ts';
import type { Host } from '../host.ts';
import { lambdaName, withNamesAndStage } from '../pipeline/run-pipeline.ts';
import { untilInterrupted } from '../pipeline/until-interrupted.ts';
import { createStyles } from '../terminal/styles.ts';
import { jsonLine } from '../json-line.ts';

async function readEventText(source: string, host: Host): Promise<string> {
  if (source === '-') return host.readStdin();
  try {
    return await readFile(resolve(host.cwd, source), 'utf8');
  } catch (error) {
    throw new UserError('EVENT_INVALID', `${source} cannot be read: ${(error as Error).message}`, {
      subject: source,
      cause: error,
    });
  }
}

/** The event as JSON text, checked before anything is sent. */
async function readEvent(input: CommandInput, host: Host): Promise<string> {
  const source = textOption(input, 'event');
  if (source === undefined) return '{}';
  // Some editors begin a file with a byte order mark, which is none of JSON's.
  const text = (await readEventText(source, host)).replace(/^\uFEFF/, '');
  try {
    JSON.parse(text);
    return text;
  } catch (error) {
    const name = source === '-' ? 'standard input' : source;
    throw new UserError('EVENT_INVALID', `${name} is not JSON: ${(error as Error).message}`, {
      subject: name,
      cause: error,
    });
  }
}

export const runInvoke: RunCommand = async (input, host) => {
  const name = lambdaName(input.args[0] ?? '');
  const tail = input.options.tail === true;
  const payload = await readEvent(input, host);
  return withNamesAndStage(input, host, async (workspace, { stage, clients }) => {
    const [lambda] = selectLambdas(workspace.lambdas, [name]);
    if (lambda === undefined) throw new Error(`${name} was selected and is not there`);
    const functionName = functionNameOf(stage, lambda);
    const invoking = invokeFunction(clients, functionName, { payload, tail });
    const invocation = await untilInterrupted(host.signal, invoking);
    if (input.options.json === true) {
      host.out(jsonLine({ type: 'invocation', functionName, ...invocation }));
    } else {
      const styles = createStyles(host.hasColors);
      if (invocation.logTail !== undefined) host.err(styles.dim(invocation.logTail));
      host.out(`${invocation.payload}\n`);
      if (invocation.functionError !== undefined) {
        const words = `${functionName} version ${invocation.executedVersion} failed: ${invocation.functionError}`;
        host.err(`${styles.red(words)}\n`);
      }
    }
    return invocation.functionError === undefined ? 0 : 1;
  });
};
