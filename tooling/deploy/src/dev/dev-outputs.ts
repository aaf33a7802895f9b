import type { DeployEvent, Failure } from '@tooling/core';
import { readLogLine } from '@tooling/core/logs';
import type { Host } from '../host.ts';
import { jsonLine } from '../json-line.ts';
import { formatFailure } from '../terminal/format-failure.ts';
import {
  formatOverview,
  formatReload,
  type Overview,
  type Reload,
} from '../terminal/format-dev.ts';
import type { Inspector } from './read-inspector.ts';
import { createLogFormat } from '../terminal/format-log-line.ts';
import type { StreamedLine } from '../terminal/log-stream.ts';
import { createLogStream } from '../terminal/log-stream.ts';
import { createStyles } from '../terminal/styles.ts';

/** What `lambda dev` says, as text or as JSON lines. */
export interface DevOutputs {
  deploying(event: DeployEvent): void;
  overview(overview: Overview): void;
  reloaded(reload: Reload): void;
  /** @param lambdas - that it is about; their old code stays */
  failed(failure: Failure, lambdas: readonly string[]): void;
  repaired(lambdas: readonly string[]): void;
  removed(lambda: string): void;
  inspecting(functionName: string, inspector: Inspector): void;
  warn(text: string): void;
  log(line: StreamedLine): void;
  close(): void;
}

export function createDevOutputs(
  host: Host,
  isJson: boolean,
  names: readonly string[],
): DevOutputs {
  return isJson ? jsonOutputs(host) : textOutputs(host, names);
}

function textOutputs({ out, hasColors }: Host, names: readonly string[]): DevOutputs {
  const styles = createStyles(hasColors);
  const format = createLogFormat(names, hasColors);
  const stream = createLogStream((one) => {
    if (!isBookkeeping(one)) out(format(one));
  });
  const line = (text: string) => {
    out(`${text}\n`);
  };
  return {
    deploying(event) {
      if (event.type === 'building') line(styles.dim(`building ${count(event.lambdas)}`));
      if (event.type === 'manifest-written') line(`wrote ${event.path}: commit it with the code`);
      if (event.type === 'switched') {
        line(`${event.functionName}: deployed, live is version ${event.version}`);
      }
    },
    overview(overview) {
      out(formatOverview(overview, styles));
    },
    reloaded(reload) {
      out(formatReload(reload, styles));
    },
    failed(failure, lambdas) {
      out(formatFailure(failure, styles));
      if (lambdas.length > 0)
        line(styles.dim(`  ${lambdas.join(', ')}: the code before goes on serving`));
    },
    repaired(lambdas) {
      line(styles.green(`${lambdas.join(', ')}: can be built again`));
    },
    removed(lambda) {
      line(
        styles.yellow(`${lambda}: the lambda is gone; its function stays until \`lambda prune\``),
      );
    },
    inspecting(functionName, { port, url }) {
      const where = url ?? `127.0.0.1:${port}, once it can be loaded`;
      line(
        styles.cyan(
          `${functionName}: debuggers attach to ${where}, or find it at chrome://inspect`,
        ),
      );
    },
    warn(text) {
      line(styles.yellow(text));
    },
    log(one) {
      stream.take(one);
    },
    close() {
      stream.close();
    },
  };
}

/** What Lambda and metrics say beside the functions; REPORT says all of it that people look for. */
function isBookkeeping({ message }: StreamedLine): boolean {
  const { origin, text } = readLogLine(message);
  return origin !== 'function' && !/^(?:INIT_)?REPORT |^platform\.(?:initR|r)eport$/.test(text);
}

const count = (names: readonly string[]) =>
  names.length > 5 ? `${names.length} lambdas` : names.join(', ');

function jsonOutputs({ out }: Host): DevOutputs {
  const stream = createLogStream((one) => {
    out(jsonLine({ type: 'logged', ...one }));
  });
  return {
    deploying(event) {
      // A plan has the whole configuration of all functions: nobody reads that here.
      if (event.type !== 'planned') out(jsonLine(event));
    },
    overview(overview) {
      out(jsonLine({ type: 'developing', ...overview }));
    },
    reloaded(reload) {
      out(jsonLine({ type: 'reloaded', ...reload }));
    },
    failed(failure, lambdas) {
      out(jsonLine({ type: 'not-reloaded', lambdas, failure }));
    },
    repaired(lambdas) {
      out(jsonLine({ type: 'repaired', lambdas }));
    },
    removed(lambda) {
      out(jsonLine({ type: 'lambda-removed', lambda }));
    },
    inspecting(functionName, inspector) {
      out(jsonLine({ type: 'inspecting', functionName, ...inspector }));
    },
    warn(message) {
      out(jsonLine({ type: 'warning', message }));
    },
    log(one) {
      stream.take(one);
    },
    close() {
      stream.close();
    },
  };
}
