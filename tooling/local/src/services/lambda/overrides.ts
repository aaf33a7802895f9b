import type { CodeDirectory, ExecutableFunction } from '../../execution/executor.ts';

/** A function that runs something else than what is deployed. */
export interface CodeOverride {
  readonly functionName: string;
  /** When that began, or was last changed: ISO 8601, of the local AWS's clock. */
  readonly since: string;
}

/** What a function has in the place of its own. */
interface Override {
  readonly code?: CodeDirectory | undefined;
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
   * Invocations from now on run this code; without any, what is deployed.
   *
   * @returns when no invocation runs the code that it had before
   */
  setCode(functionName: string, code: CodeDirectory | undefined): Promise<void>;
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
  const users: Users = new Map();
  let revisions = 0;

  const change = (functionName: string, changed: Override): Override | undefined => {
    const before = overrides.get(functionName);
    revisions += 1;
    overrides.set(functionName, { ...before, ...changed, revision: revisions });
    return before;
  };

  return {
    setCode(functionName, code) {
      const since = code === undefined ? undefined : now().toISOString();
      const left = change(functionName, { code, since })?.code;
      const using = left === undefined || left === code ? undefined : users.get(left);
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
      const code = isVersion ? undefined : override.code;
      return {
        executable: {
          ...executable,
          revision: `${executable.revision}:${override.revision}${code === undefined ? '' : ':code'}`,
          codeDirectory: code,
          environment: { ...executable.environment, ...override.environment },
          inspectorPort: isVersion ? undefined : override.inspectorPort,
        },
        end: code === undefined ? () => {} : use(users, code),
      };
    },
  };
}

/** How many invocations run some code, and who waits for their end. */
type Users = Map<CodeDirectory, { count: number; readonly ended: (() => void)[] }>;

/** @returns ends the use */
function use(users: Users, code: CodeDirectory): () => void {
  const using = users.get(code) ?? { count: 0, ended: [] };
  users.set(code, using);
  using.count += 1;
  return () => {
    using.count -= 1;
    if (using.count > 0) return;
    users.delete(code);
    for (const ended of using.ended) ended();
  };
}
