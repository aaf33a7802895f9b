import {
  CloudWatchClient,
  PutMetricAlarmCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import {
  GetAliasCommand,
  GetFunctionCommand,
  InvokeCommand,
  type AliasConfiguration,
} from '@aws-sdk/client-lambda';
import type { Host } from '../src/host.ts';
import { createWorkspace, type Files, type TestWorkspace } from './create-workspace.ts';
import { createTestClock, jsonLines, runLambda, type Ran, type RunOptions } from './run-lambda.ts';
import { startStage, type TestStage } from './stage.ts';

/** A function that answers a text, or fails. */
export const answering = (text: string) => `exports.handler = async () => '${text}';\n`;
export const failing = "exports.handler = async () => { throw new Error('broken'); };\n";

/** The configuration of a lambda that is switched like this. */
export const switchedBy = (switching: object, rest: object = {}) =>
  `export default ${JSON.stringify({ switching, ...rest })};\n`;

/** What happens meanwhile, at each wait of a switch in steps. */
export type Meanwhile = (wait: number) => Promise<void> | void;

export interface DeployOptions extends Partial<RunOptions> {
  readonly meanwhile?: Meanwhile;
}

/** A workspace and a stage on one clock, and CloudWatch's own client. */
export interface SwitchingLab extends AsyncDisposable {
  readonly workspace: TestWorkspace;
  readonly stage: TestStage;
  readonly clock: Host['clock'];
  readonly cloudWatch: CloudWatchClient;
  deploy(args?: readonly string[], options?: DeployOptions): Promise<Ran>;
  status(): Promise<Ran>;
  live(name: string): Promise<AliasConfiguration>;
  tags(name: string): Promise<Readonly<Record<string, string>>>;
  /** Calls `live` so many times, whatever comes of it. */
  call(name: string, times: number): Promise<void>;
  makeAlarm(name: string): Promise<void>;
  ring(name: string): Promise<void>;
}

export async function openSwitchingLab(files: Files): Promise<SwitchingLab> {
  const workspace = await createWorkspace(files);
  const clock = createTestClock();
  const stage = await startStage({ now: clock.date });
  const { aws, lambda } = stage;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const cloudWatch = new CloudWatchClient({ endpoint: aws.url, region: aws.region, credentials });
  const setState = (AlarmName: string, StateValue: 'ALARM' | 'OK') =>
    cloudWatch.send(
      new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: 'errors above 3' }),
    );
  return {
    workspace,
    stage,
    clock,
    cloudWatch,
    deploy(args = [], { meanwhile, onOut, ...options } = {}) {
      let isStepping = false;
      let waits = 0;
      const sleep = async (milliseconds: number) => {
        if (isStepping) await meanwhile?.((waits += 1));
        await clock.sleep(milliseconds);
      };
      return runLambda(['deploy', '--json', ...args], {
        cwd: workspace.root,
        env: stage.env,
        clock: { ...clock, sleep },
        onOut(text) {
          isStepping ||= text.includes('"type":"shifted"');
          onOut?.(text);
        },
        ...options,
      });
    },
    status: () => runLambda(['status'], { cwd: workspace.root, env: stage.env, clock }),
    live: (name) => lambda.send(new GetAliasCommand({ FunctionName: name, Name: 'live' })),
    async tags(name) {
      const { Tags } = await lambda.send(new GetFunctionCommand({ FunctionName: name }));
      return Tags ?? {};
    },
    async call(name, times) {
      for (let count = 0; count < times; count += 1) {
        await lambda.send(new InvokeCommand({ FunctionName: name, Qualifier: 'live' }));
      }
    },
    async makeAlarm(name) {
      await cloudWatch.send(
        new PutMetricAlarmCommand({
          AlarmName: name,
          Namespace: 'Shop',
          MetricName: 'Errors',
          Statistic: 'Sum',
          Period: 60,
          EvaluationPeriods: 1,
          Threshold: 3,
          ComparisonOperator: 'GreaterThanThreshold',
        }),
      );
    },
    async ring(name) {
      await setState(name, 'ALARM');
    },
    async [Symbol.asyncDispose]() {
      cloudWatch.destroy();
      await stage[Symbol.asyncDispose]();
      await workspace[Symbol.asyncDispose]();
    },
  };
}

/** Events of these types, as `type function percent`. */
export function movesOf({ out }: Ran): readonly string[] {
  return jsonLines(out).flatMap((event) => {
    const { type, functionName, version, percent } = event as Record<string, string | number>;
    const isMove = type === 'shifted' || type === 'switched' || type === 'put-back';
    if (!isMove) return [];
    return [[type, functionName, version, percent].filter((part) => part !== undefined).join(' ')];
  });
}

/** What became of each function. */
export function outcomesOf({ out }: Ran): Readonly<Record<string, unknown>> {
  const { report } = jsonLines(out).at(-1) as {
    readonly report: { readonly functions: readonly { functionName: string; outcome: string }[] };
  };
  return Object.fromEntries(
    report.functions.map(({ functionName, outcome }) => [functionName, outcome]),
  );
}
