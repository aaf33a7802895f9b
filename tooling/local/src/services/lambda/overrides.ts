import type { ExecutableFunction } from '../../execution/executor.ts';

/** A function that runs something else than what is deployed. */
export interface CodeOverride {
  readonly functionName: string;
  /** When that began, or was last changed: ISO 8601, of the local AWS's clock. */
  readonly since: string;
}

/** What a function has in the place of its own. */
interface Override {
  readonly directory?: string | undefined;
  readonly since?: string | undefined;
  readonly environment?: Readonly<Record<string, string>> | undefined;
  readonly inspectorPort?: number | undefined;
}

/** An invocation under way. */
interface OverriddenRun {
  /** What it runs. */
  readonly executable: ExecutableFunction;
  end(): void;
}

/**
 * What functions run in the place of what is deployed, for as long as this process lives: nothing of it
 * is in any state, and no version, alias or configuration knows of it.
 */
export interface Overrides {
  /**
   * Invocations from now on run the code of a directory; without one, what is deployed.
   *
   * @returns when no invocation runs the directory that it had before
   */
  setCode(functionName: string, directory: string | undefined): Promise<void>;
  /** Variables over those that are configured; without any, these alone. */
  setEnvironment(
    functionName: string,
    variables: Readonly<Record<string, string>> | undefined,
  ): void;
  /** The function's process listens for debuggers at this port of 127.0.0.1. */
  setInspector(functionName: string, port: number | undefined): void;
  /** Functions whose code is overridden, by name. */
  show(): readonly CodeOverride[];
  /**
   * What an invocation is to run. A version that is called by its number runs its own code: it is what
   * a deploy looks at before it switches.
   */
  begin(executable: ExecutableFunction, qualifier: string | undefined): OverriddenRun;
}

export function createOverrides(now: () => Date): Overrides {
  const overrides = new Map<string, Override & { readonly revision: number }>();
  /** How many invocations run a directory, and who waits for their end. */
  const users = new Map<string, { count: number; readonly ended: (() => void)[] }>();
  let revisions = 0;

  const change = (functionName: string, changed: Override): Override | undefined => {
    const before = overrides.get(functionName);
    revisions += 1;
    overrides.set(functionName, { ...before, ...changed, revision: revisions });
    return before;
  };

  return {
    setCode(functionName, directory) {
      const since = directory === undefined ? undefined : now().toISOString();
      const left = change(functionName, { directory, since })?.directory;
      const using = left === undefined || left === directory ? undefined : users.get(left);
      if (using === undefined) return Promise.resolve();
      return new Promise((resolve) => using.ended.push(resolve));
    },
    setEnvironment(functionName, environment) {
      change(functionName, { environment });
    },
    setInspector(functionName, inspectorPort) {
      change(functionName, { inspectorPort });
    },
    show: () =>
      [...overrides]
        .flatMap(([functionName, { since }]) =>
          since === undefined ? [] : { functionName, since },
        )
        .sort((a, b) => (a.functionName < b.functionName ? -1 : 1)),
    begin(executable, qualifier) {
      const override = overrides.get(executable.functionName);
      if (override === undefined) return { executable, end() {} };
      const isVersion = /^\d+$/.test(qualifier ?? '');
      const codeDirectory = isVersion ? undefined : override.directory;
      return {
        executable: {
          ...executable,
          revision: `${executable.revision}:${override.revision}:${codeDirectory ?? ''}`,
          codeDirectory,
          environment: { ...executable.environment, ...override.environment },
          inspectorPort: isVersion ? undefined : override.inspectorPort,
        },
        end: codeDirectory === undefined ? () => {} : use(users, codeDirectory),
      };
    },
  };
}

/** @returns ends the use */
function use(
  users: Map<string, { count: number; readonly ended: (() => void)[] }>,
  directory: string,
): () => void {
  const using = users.get(directory) ?? { count: 0, ended: [] };
  users.set(directory, using);
  using.count += 1;
  return () => {
    using.count -= 1;
    if (using.count > 0) return;
    users.delete(directory);
    for (const ended of using.ended) ended();
  };
}
