import {
  localStage,
  withoutEnvironmentValues,
  type DeployEvent,
  type PrepareStep,
} from '@tooling/core';
import { createLogUpdate } from 'log-update';
import type { CommandInput } from '../command.ts';
import { createSummaryWriter } from '../github/summary-writer.ts';
import type { Host } from '../host.ts';
import { formatNumbers } from './format-prune.ts';
import { createStyles, type Styles } from './styles.ts';
import { jsonLine } from '../json-line.ts';

/** Shows what a deploy is doing, on standard error. */
export interface Progress {
  readonly emit: (event: DeployEvent) => void;
  /** Removes what is drawn, before something final is printed. */
  stop(): void;
}

const stepWords: Readonly<Record<PrepareStep, string>> = {
  role: 'making its role',
  create: 'creating it',
  configure: 'updating its configuration',
  upload: 'uploading its code',
  publish: 'publishing a version',
};

/** One line for an event; undefined for those that others print. */
function describeEvent(event: DeployEvent, styles: Styles): string | undefined {
  switch (event.type) {
    case 'manifest-written':
      return `wrote ${event.path}: commit it with the code`;
    case 'orphans-unknown':
      return styles.yellow(`orphans are not looked for: ${event.failure.message}`);
    case 'room-unknown':
      return styles.yellow(
        `nobody knows whether the account has room for this: ${event.failure.message}`,
      );
    case 'account-undeclared':
      return styles.yellow(
        `stage ${event.stage} names no account: this is ${event.account}, that of the credentials; name it in deploy.config.ts, and those of another one are refused`,
      );
    case 'cache-failed':
      return styles.yellow(`built without the remote cache: ${event.message}`);
    case 'building':
      return styles.dim(`building ${listNames(event.lambdas)}`);
    case 'step':
      return styles.dim(`${event.functionName}: ${stepWords[event.step]}`);
    case 'smoke-tested':
      return styles.dim(
        `${event.functionName}: version ${event.version} answers to ${event.event} as expected`,
      );
    case 'shifted':
      return styles.green(
        `${event.functionName}: version ${event.version} has ${event.percent} % of the traffic${event.isResumed ? ' (since an earlier run)' : ''}`,
      );
    case 'checked':
      return styles.dim(describeCheck(event));
    case 'prepared':
      return `${event.functionName}: version ${event.version} is ready`;
    case 'switched':
      return styles.green(describeSwitch(event));
    case 'pruned':
      return styles.dim(
        `${event.functionName}: deleted old versions ${formatNumbers(event.versions)}`,
      );
    case 'prune-failed':
      return styles.yellow(`old versions are kept: ${event.failure.message}`);
    case 'prune-left':
      return styles.dim(describeLeft(event));
    case 'pinned':
      return styles.dim(`${event.functionName}: version ${event.version} is pinned`);
    case 'pin-removed':
      return styles.dim(`${event.functionName}: version ${event.version} is pinned no more`);
    case 'put-back':
      return styles.yellow(
        event.version === undefined
          ? `${event.functionName}: live was taken away again`
          : `${event.functionName}: live is version ${event.version} again`,
      );
    case 'failed':
      return styles.red(describeFailed(event));
    case 'planned':
    case 'finished':
      return undefined;
  }
}

function describeSwitch(event: DeployEvent & { type: 'switched' }): string {
  const weights = Object.entries(event.additionalVersionWeights ?? {});
  const shares = weights.map(([version, share]) => `${share * 100} % on version ${version}`);
  const ended = shares.length === 0 ? '' : `; somebody's ${shares.join(', ')} ended with that`;
  if (event.isByOthers === true) {
    return `${event.functionName}: live is version ${event.version}, deployed by somebody else meanwhile`;
  }
  return `${event.functionName}: live is version ${event.version}${ended}`;
}

/** What old versions are there still, and the command that deletes them. */
function describeLeft({
  stage,
  functions,
  versions,
}: DeployEvent & { type: 'prune-left' }): string {
  const parts = [
    ...(versions > 0 ? [`${versions} more can be deleted`] : []),
    ...(functions > 0
      ? [`${functions} of the functions that were deployed were not looked at in this run`]
      : []),
  ];
  const flag = stage === localStage ? '' : ` --stage ${stage}`;
  return `old versions: ${parts.join(', ')}: \`lambda prune-versions${flag}\` deletes all`;
}

/** `4 alarms are quiet; 2 new versions: 1 error of 310 calls`. */
function describeCheck({ alarms, versions }: DeployEvent & { type: 'checked' }): string {
  const sum = (field: 'invocations' | 'errors') =>
    versions.reduce((total, one) => total + one[field], 0);
  const count = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`;
  const quiet = alarms.length === 1 ? '1 alarm is quiet' : `${alarms.length} alarms are quiet`;
  const calls = `${count(sum('errors'), 'error')} of ${count(sum('invocations'), 'call')}`;
  return [
    ...(alarms.length === 0 ? [] : [quiet]),
    `${count(versions.length, 'new version')}: ${calls}`,
  ].join('; ');
}

/** Most messages begin with the function's name by themselves. */
function describeFailed({ functionName, failure }: DeployEvent & { type: 'failed' }): string {
  const [line = ''] = failure.message.split('\n');
  return line.startsWith(functionName) ? line : `${functionName}: ${line}`;
}

function listNames(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}

/** Plain lines, for logs and pipes. */
function createPlainProgress(host: Host): Progress {
  const styles = createStyles(host.hasColors);
  return {
    emit(event) {
      const line = describeEvent(event, styles);
      if (line !== undefined) host.err(`${line}\n`);
    },
    stop() {
      // Nothing is drawn that would have to go.
    },
  };
}

/** Lines that matter stay; what each function is doing right now is drawn over. */
function createDrawnProgress(host: Host): Progress {
  const styles = createStyles(host.hasColors);
  const draw = createLogUpdate(process.stderr);
  const running = new Map<string, string>();
  const redraw = () => {
    draw([...running.values()].slice(0, 10).join('\n'));
  };
  return {
    emit(event) {
      const line = describeEvent(event, styles);
      if (line === undefined) return;
      if (event.type === 'building') running.set('', line);
      else if (event.type === 'step') running.set(event.functionName, line);
      else {
        if ('functionName' in event) running.delete(event.functionName);
        draw.persist(line);
      }
      redraw();
    },
    stop() {
      running.clear();
      draw.clear();
    },
  };
}

/** Lines are logged: no value of an environment variable is in them. */
function showable(event: DeployEvent): DeployEvent {
  if (event.type !== 'planned') return event;
  return { ...event, plan: withoutEnvironmentValues(event.plan) };
}

/** With `--json`: every event as a line on standard output, as it happens. */
function createJsonProgress(host: Host): Progress {
  return {
    emit(event) {
      host.out(jsonLine(showable(event)));
    },
    stop() {
      // Every line is final.
    },
  };
}

function createProgress(input: CommandInput, host: Host): Progress {
  if (input.options.json === true) return createJsonProgress(host);
  return host.isInteractive ? createDrawnProgress(host) : createPlainProgress(host);
}

/** The progress that the command line asks for and the terminal allows; and the job's summary. */
export function progressOf(
  input: CommandInput,
  host: Host,
  summarize: Progress['emit'] = createSummaryWriter(host),
): Progress {
  const progress = createProgress(input, host);
  return {
    emit(event) {
      progress.emit(event);
      summarize(event);
    },
    stop() {
      progress.stop();
    },
  };
}
