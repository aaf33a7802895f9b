import path from 'node:path';
import { besideCode } from './beside-code.ts';
import { createBuildGroup, type BuildGroup, type Made, type Reach } from './build-group.ts';
import { clearCode, digestOfCode, openCodeStore } from './code-store.ts';
import type { DevBuild, DevCode, DevLambda, DevOutput } from './dev-lambda.ts';
import { devLayout, groupKey, type NamedRequest } from './dev-options.ts';
import { readLambdaRequest } from '../lambda-request.ts';
import { joinFailures } from './join-failures.ts';
import type { MadeCode } from './read-outputs.ts';

/** Files that changed, from the root of the repository; `all` where nobody knows which. */
type ChangedFiles = ReadonlySet<string> | 'all';

/** Lambdas that were deployed, and files that changed meanwhile: who has one of these may differ. */
interface JustDeployed {
  readonly names: ReadonlySet<string>;
  /** Asked when everything is built. */
  readonly changedMeanwhile: () => Promise<ReadonlySet<string>>;
}

/** Bundles lambdas again and again, quickly: esbuild keeps what it has read. */
export interface DevBundler {
  /** Which lambdas there are from now on, and how they are bundled. */
  setLambdas(lambdas: readonly DevLambda[]): void;
  /**
   * Builds what the changed files may reach. One build at a time.
   *
   * @param deployed - whose code is that which was just deployed, so that it needs no other
   */
  build(changed: ChangedFiles, deployed?: JustDeployed): Promise<DevBuild>;
  /** Gives a lambda its own code, also where what is built is what is deployed. */
  alwaysGive(name: string): void;
  /** Forgets code that nothing runs any more. */
  release(code: DevCode): Promise<void>;
  /** Which lambdas have a file in their bundle, as they were built last. */
  lambdasWith(file: string): readonly string[];
  close(): Promise<void>;
}

/** What is known of a lambda. */
interface Known {
  /** Of what runs: built, or deployed. */
  digest?: string | undefined;
  deployedDigest?: string | undefined;
  inputs: readonly string[];
  isBroken: boolean;
}

/**
 * Writes to `.local/dev/` in the workspace, and nowhere else; what an earlier process left there goes.
 *
 * @example not run: needs a lambda
 * const bundler = await createDevBundler({ workspaceRoot: process.cwd() });
 * bundler.setLambdas([{ name: 'predict', lambdaDirectory: 'lambdas/predict' }]);
 * const { changed } = await bundler.build('all');
 */
export async function createDevBundler({
  workspaceRoot,
}: {
  readonly workspaceRoot: string;
}): Promise<DevBundler> {
  // Of Go's collector, in the esbuild that starts with the first build: more memory, a sixth less time.
  process.env.GOGC ??= '400';
  await clearCode(workspaceRoot);
  const store = openCodeStore(path.join(workspaceRoot, devLayout.directory));
  const known = new Map<string, Known>();
  const alwaysGiven = new Set<string>();
  let lambdas: readonly DevLambda[] = [];
  /** As they were read when something of their own changed last. */
  const found = new Map<string, NamedRequest>();
  const groups = new Map<string, { readonly names: string; readonly group: BuildGroup }>();

  const knownOf = (name: string): Known => {
    const one = known.get(name) ?? { inputs: [], isBroken: false };
    known.set(name, one);
    return one;
  };

  const forgetCode = (name: string) =>
    Object.assign(knownOf(name), { digest: undefined, deployedDigest: undefined });

  /** Contexts of esbuild stay while they are of the same lambdas. */
  const groupsOf = async (requests: readonly NamedRequest[]): Promise<BuildGroup[]> => {
    const byKey = Object.groupBy(requests, groupKey);
    for (const [key, { group }] of groups) {
      if (byKey[key] !== undefined) continue;
      groups.delete(key);
      await group.dispose();
    }
    const wanted = Object.entries(byKey).map(async ([key, members = []]) => {
      const names = JSON.stringify(members.map(({ name, entryFile }) => [name, entryFile]));
      const there = groups.get(key);
      if (there?.names === names) return there.group;
      await there?.group.dispose();
      const group = createBuildGroup(members);
      groups.set(key, { names, group });
      return group;
    });
    return Promise.all(wanted);
  };

  /** A lambda that is made may have got another code by what has changed. */
  const takeMade = async (
    made: MadeCode,
    request: NamedRequest,
    changed: ChangedFiles,
    deployed: { readonly names: ReadonlySet<string>; readonly meanwhile: ReadonlySet<string> },
  ): Promise<DevOutput | undefined> => {
    const one = knownOf(made.name);
    const beside = await besideCode(request);
    const digest = digestOfCode(made, beside);
    const isReached = one.isBroken || reaches(changed, one.inputs, made.inputs, beside);
    one.inputs = made.inputs;
    one.isBroken = false;
    const mustGive = alwaysGiven.has(made.name);
    if (deployed.names.has(made.name)) {
      const isSame = !made.inputs.some((input) => deployed.meanwhile.has(input));
      one.deployedDigest = isSame ? digest : undefined;
      // What ran in its place before does so no longer.
      one.digest = one.deployedDigest;
      if (isSame && !mustGive) return undefined;
      if (mustGive) one.digest = undefined;
    }
    if (digest === one.digest || (!isReached && one.digest !== undefined)) return undefined;
    const isDeployed = digest === one.deployedDigest && !mustGive;
    const code = isDeployed ? undefined : await store.keep(made, beside);
    one.digest = digest;
    return { name: made.name, code };
  };

  return {
    setLambdas(given) {
      lambdas = given;
      found.clear();
      const names = new Set(given.map(({ name }) => name));
      for (const name of known.keys()) if (!names.has(name)) known.delete(name);
    },
    async build(changed, deployed) {
      const failed: Exclude<Made, { made: MadeCode }>[] = [];
      const requests = await Promise.all(
        lambdas.map(async (lambda): Promise<NamedRequest | undefined> => {
          const { name, handler = 'index.handler' } = lambda;
          const there = found.get(name);
          if (there !== undefined && !reaches(changed, [], [`lambdas/${name}/`])) return there;
          found.delete(name);
          try {
            const request = await readLambdaRequest({ ...lambda, workspaceRoot });
            found.set(name, { ...request, name, handler });
            return found.get(name);
          } catch (error) {
            failed.push({ name, error });
            return undefined;
          }
        }),
      );
      const reach = (name: string, errorFiles: readonly string[]): Reach => {
        const { isBroken, inputs } = knownOf(name);
        if (inputs.length === 0 || changed === 'all') return 'perhaps';
        const others = new Set([...changed].filter((file) => !errorFiles.includes(file)));
        if (reaches(others, inputs, [`lambdas/${name}/`])) return 'perhaps';
        if (errorFiles.some((file) => inputs.includes(file))) return 'broken';
        return isBroken ? 'perhaps' : 'none';
      };
      const building = (await groupsOf(requests.filter((one) => one !== undefined))).map((group) =>
        group.build(reach),
      );
      const repaired: string[] = [];
      const built = (await Promise.all(building)).flat();
      const names = deployed?.names ?? new Set<string>();
      const meanwhile = (await deployed?.changedMeanwhile()) ?? new Set<string>();
      const outputs = built.map(async (one) => {
        const request = found.get(one.name);
        if (request === undefined) return undefined;
        const wasBroken = knownOf(one.name).isBroken;
        try {
          if ('error' in one) throw one.error;
          const output = await takeMade(one.made, request, changed, { names, meanwhile });
          if (wasBroken) repaired.push(one.name);
          return output;
        } catch (error) {
          failed.push({ name: one.name, error });
          // What was deployed was never made here: nobody knows it from what is made next.
          if (names.has(one.name)) forgetCode(one.name);
          return undefined;
        }
      });
      const made = await Promise.all(outputs);
      for (const { name } of failed) knownOf(name).isBroken = true;
      return {
        changed: made.filter((one) => one !== undefined),
        failures: joinFailures(failed),
        repaired: repaired.sort(),
      };
    },
    alwaysGive(name) {
      alwaysGiven.add(name);
      knownOf(name).digest = undefined;
    },
    release: (code) => store.release(code),
    lambdasWith: (file) =>
      [...known].flatMap(([name, { inputs }]) => (inputs.includes(file) ? [name] : [])),
    async close() {
      await Promise.all([...groups.values()].map(({ group }) => group.dispose()));
      const { stop } = await import('esbuild');
      await stop();
    },
  };
}

/** Whether one of the changed files is, or was, in a bundle, or another one has come into it. */
function reaches(
  changed: ChangedFiles,
  before: readonly string[],
  after: readonly string[],
  beside?: { readonly files: readonly unknown[] },
): boolean {
  if (changed === 'all' || (beside !== undefined && beside.files.length > 0)) return true;
  if (beside !== undefined && before.join('\0') !== after.join('\0')) return true;
  return [...before, ...after].some((input) =>
    input.endsWith('/') ? [...changed].some((one) => one.startsWith(input)) : changed.has(input),
  );
}
