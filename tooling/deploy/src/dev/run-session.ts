import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  createDevBundler,
  type DevBundler,
  type DevCode,
  type DevFailure,
  type FileChange,
} from '@tooling/bundle';
import {
  describeFailure,
  findStage,
  functionNameOf,
  isImageLambda,
  localStage,
} from '@tooling/core';
import type { LocalAws } from '@tooling/local';
import { readWorkspace, type Workspace } from '@tooling/workspace';
import type { Host } from '../host.ts';
import type { DevOutputs } from './dev-outputs.ts';
import { deployQuietly } from './deploy-quietly.ts';
import { readInspector } from './read-inspector.ts';
import { readLocalEnv } from './read-local-env.ts';
import { sortChanges } from './sort-changes.ts';

export interface SessionOptions {
  readonly root: string;
  readonly aws: LocalAws;
  readonly host: Host;
  readonly outputs: DevOutputs;
  /** Files that have changed, and that nobody was told of yet. */
  readonly noted: () => ReadonlySet<string>;
  /** A lambda that is debugged, and the port where. */
  readonly inspected?: { readonly name: string; readonly port: number } | undefined;
}

/** How long a file that is written in place may have nothing in it, before that is an error. */
const inPlaceMs = 100;

/** After this the system has told of what was written before. */
const noticeMs = 50;

/** The workspace as it runs: deployed once, and from then on made anew as it is edited. */
export interface DevSession {
  /** Deploys everything, and takes what runs for what was built. */
  start(): Promise<Workspace | undefined>;
  /** Takes changes one after the other; what comes meanwhile is taken together. */
  change(change: FileChange): void;
  close(): Promise<void>;
}

export async function openSession(options: SessionOptions): Promise<DevSession> {
  const { root, aws, host, outputs, inspected } = options;
  const bundler: DevBundler = await createDevBundler({ workspaceRoot: root });
  // Debuggers find sources from code that is not shortened, and from no artifact.
  if (inspected !== undefined) bundler.alwaysGive(inspected.name);
  let workspace: Workspace | undefined;
  let isClosed = false;
  let working: Promise<void> = Promise.resolve();
  let pending: { paths: Set<string>; firstAt: number } | undefined;
  /** What runs in the place of what is deployed, by function. */
  const running = new Map<string, DevCode>();
  /** Lambdas of which a deploy failed: the next change tries again. */
  let undeployed = new Set<string>();
  /** Lambdas of which somebody knows that they do not build. */
  const toldBroken = new Set<string>();
  let warned = '';
  /** How often an inspector was to be started anew. */
  let inspectorTurn = 0;
  let isInspecting = false;
  /** Lambdas that have the code already which the next change is about. */
  const settled = new Set<string>();
  const withEnv = new Map<string, string>();

  /** Ctrl-C reaches esbuild, too: what fails from then on is nothing that anybody wants to read. */
  const isEnding = () => isClosed || host.signal.aborted;

  const nameOf = (name: string) =>
    functionNameOf(findStage(workspace?.deployConfig ?? { service: '' }, localStage), { name });

  /** @returns whether it could be read */
  const readAll = async (): Promise<boolean> => {
    try {
      const read = await readWorkspace(root);
      const gone = (workspace?.lambdas ?? []).filter(
        ({ name }) => !read.lambdas.some((lambda) => lambda.name === name),
      );
      for (const { name } of gone) {
        swap(nameOf(name), undefined);
        outputs.removed(name);
      }
      workspace = read;
    } catch (error) {
      outputs.failed(describeFailure(error), []);
      return false;
    }
    const lambdas = workspace.lambdas.filter((lambda) => !isImageLambda(lambda));
    bundler.setLambdas(
      lambdas.map(({ name, directory, config }) => ({
        name,
        lambdaDirectory: join(root, directory),
        handler: config.handler,
        bundling: config.bundling,
      })),
    );
    return true;
  };

  const swap = (functionName: string, code: DevCode | undefined): void => {
    const before = running.get(functionName);
    if (code === undefined) running.delete(functionName);
    else running.set(functionName, code);
    if (before === undefined && code === undefined) return;
    // Of an environment that could not be ended properly nothing is left that anybody could use.
    const left = aws.overrideCode(functionName, code).catch(() => undefined);
    inspect(functionName);
    if (before === undefined) return;
    // It may be gone with everything else by then.
    void left.then(() => bundler.release(before)).catch(() => undefined);
  };

  /**
   * The environment of the code before has ended, and with it whoever was attached. One that stands at a
   * breakpoint keeps the next waiting: of all that was saved meanwhile only the last is started.
   */
  const inspect = (functionName: string): void => {
    if (inspected === undefined || functionName !== nameOf(inspected.name)) return;
    inspectorTurn += 1;
    if (!isInspecting) void startInspectors(functionName, inspected);
  };

  const startInspectors = async (
    functionName: string,
    { name, port }: { readonly name: string; readonly port: number },
  ): Promise<void> => {
    isInspecting = true;
    for (let turn = 0; turn !== inspectorTurn && !isEnding();) {
      turn = inspectorTurn;
      try {
        await aws.inspect(functionName, port);
        const url = await readInspector(port);
        // Otherwise it is to end at once.
        if (turn === inspectorTurn) outputs.inspecting(functionName, url);
      } catch (error) {
        if (!isEnding()) outputs.failed(describeFailure(error), [name]);
      }
    }
    // In the same turn as the last look at the number: nothing comes in between.
    isInspecting = false;
  };

  const applyEnv = async (): Promise<readonly string[]> => {
    const names = (workspace?.lambdas ?? []).map(({ name }) => name);
    const { variables, warnings } = await readLocalEnv(root, names);
    if (warnings.join('\n') !== warned) for (const warning of warnings) outputs.warn(warning);
    warned = warnings.join('\n');
    return names.filter((name) => {
      const own = variables.get(name);
      const text = own === undefined ? '' : JSON.stringify(own);
      if ((withEnv.get(name) ?? '') === text) return false;
      withEnv.set(name, text);
      aws.overrideEnvironment(nameOf(name), own);
      return true;
    });
  };

  /** @returns lambdas that were deployed */
  const deploy = async (names: readonly string[]): Promise<ReadonlySet<string>> => {
    const wanted = names.length > 0 ? names : (workspace?.lambdas ?? []).map(({ name }) => name);
    const { deployed, failure } = await deployQuietly(names, host, outputs);
    undeployed = new Set(
      [...undeployed, ...wanted].filter((name) => !wanted.includes(name) || !deployed.has(name)),
    );
    // The deploy has told of each of them.
    for (const name of undeployed) toldBroken.add(name);
    if (failure !== undefined) outputs.failed(failure, []);
    return deployed;
  };

  /** @returns when it is told, or is known to be of yesterday */
  const report = async (failures: readonly DevFailure[]): Promise<void> => {
    if (failures.length === 0) return;
    // Editors that write in place leave the file empty for a moment: what comes next is built, too.
    await host.clock.sleep(inPlaceMs);
    if (isEnding() || pending !== undefined || options.noted().size > 0) return;
    for (const { error, lambdas } of failures) {
      outputs.failed(describeFailure(error), lambdas);
      for (const name of lambdas) toldBroken.add(name);
    }
  };

  const reportRepaired = (repaired: readonly string[]): void => {
    const told = repaired.filter((name) => toldBroken.delete(name));
    if (told.length > 0) outputs.repaired(told);
  };

  const take = async (paths: ReadonlySet<string>, firstAt: number): Promise<void> => {
    const { configured, isAll, hasEnv, sources } = sortChanges(paths);
    const known = new Set(workspace?.lambdas.map(({ name }) => name));
    const isOther = [...paths].some((path) => {
      const name = /^lambdas\/([^/]+)(?:\/|$)/.exec(path)?.[1];
      return name !== undefined && (!known.has(name) || path === `lambdas/${name}`);
    });
    const isConfigured = configured.length > 0 || isAll || isOther || workspace === undefined;
    if (isConfigured && !(await readAll())) return;
    const reached = hasEnv || isOther ? await applyEnv() : [];
    const isKnown = new Set([...paths].filter((one) => bundler.lambdasWith(one).length > 0));
    const { changed, failures, repaired } = await bundler.build(isConfigured ? 'all' : sources);
    for (const { name, code } of changed) swap(nameOf(name), code);
    const names = new Set([...changed.map(({ name }) => name), ...settled, ...reached]);
    const functions = [...names].sort();
    settled.clear();
    reportRepaired(repaired);
    const isNothing = failures.length > 0 && functions.length === 0;
    if (!isNothing) {
      outputs.reloaded({
        // Editors and tools write beside the file and rename.
        files: [...paths].filter((one) => isKnown.has(one) || existsSync(join(root, one))).sort(),
        functions: functions.map(nameOf),
        durationMs: performance.now() - firstAt,
      });
    }
    await report(failures);
    if (isNothing) return;
    const deploying = namesToDeploy(isAll, configured, known);
    if (deploying === undefined) return;
    const deployed = await deploy(deploying);
    await settle(deployed);
  };

  /** @returns undefined: none; empty: all */
  const namesToDeploy = (
    isAll: boolean,
    configured: readonly string[],
    known: ReadonlySet<string>,
  ) => {
    if (isAll) return [];
    const there = (workspace?.lambdas ?? []).map(({ name }) => name);
    const names = there.filter(
      (name) => configured.includes(name) || !known.has(name) || undeployed.has(name),
    );
    return names.length === 0 ? undefined : names;
  };

  /** What was just deployed runs as it is, as far as nothing changed while that was done. */
  const settle = async (names: ReadonlySet<string>): Promise<void> => {
    const changedMeanwhile = async () => {
      await host.clock.sleep(noticeMs);
      return new Set([...(pending?.paths ?? []), ...options.noted()]);
    };
    const { changed } = await bundler.build('all', { names, changedMeanwhile });
    const meanwhile = (await changedMeanwhile()).size > 0;
    for (const { name } of changed) if (meanwhile) settled.add(name);
    for (const name of names) {
      if (!changed.some((one) => one.name === name)) swap(nameOf(name), undefined);
    }
    for (const { name, code } of changed) swap(nameOf(name), code);
  };

  const work = async (): Promise<void> => {
    while (pending !== undefined) {
      const next = pending;
      pending = undefined;
      if (isEnding()) return;
      try {
        await take(next.paths, next.firstAt);
      } catch (error) {
        // It may have been the end that is told of only after it.
        await host.clock.sleep(noticeMs);
        if (!isEnding()) outputs.failed(describeFailure(error), []);
      }
    }
  };

  return {
    async start() {
      if (!(await readAll())) return undefined;
      await applyEnv();
      const deploying = deploy([]).then(settle);
      working = deploying.then(work);
      try {
        await deploying;
      } catch (error) {
        if (!isEnding()) throw error;
      }
      return workspace;
    },
    change({ paths, firstAt }) {
      const isIdle = pending === undefined;
      pending ??= { paths: new Set(), firstAt };
      for (const path of paths) pending.paths.add(path);
      if (isIdle) working = working.catch(() => undefined).then(work);
    },
    async close() {
      isClosed = true;
      await bundler.close();
      await working.catch(() => undefined);
    },
  };
}
