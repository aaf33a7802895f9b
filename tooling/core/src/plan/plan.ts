import type { DependencyGraph } from '../graph/dependency-graph.ts';
import type { ExecutionRole } from '../execution-role.ts';
import type { Failure } from '../errors/failure.ts';
import type { FunctionAttributes, FunctionSettings } from '../function-settings.ts';
import type { Ownership } from '../ownership.ts';
import type { Provenance } from '../provenance.ts';
import type { Switching, SwitchShare } from '../switching.ts';
import type { WantedTriggers } from '../triggers/trigger-mark.ts';

/** One difference between what is live and what is wanted. */
export interface Change {
  /** In the configuration's words: `memorySize`, `environment.LOG_LEVEL`, `tags.team`. */
  readonly field: string;
  /** As shown to people: absent when there was nothing, or when the value must not be shown. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Whether it is set no more, where `from` must not be shown. */
  readonly removed?: boolean | undefined;
  /** Of a trigger: what becomes of it. `from` and `to` are its title, or values of it where it changes. */
  readonly trigger?: 'added' | 'changed' | 'removed' | undefined;
  /** What else there is to know of it. */
  readonly note?: string | undefined;
}

/** The zip that a function shall run. */
export interface PlannedArtifact {
  /** From the root of the repository. */
  readonly zipPath: string;
  /** Base64 SHA-256. */
  readonly digest: string;
  readonly zipBytes: number;
  /** S3 bucket that it goes through, where it is too large for Lambda's API. */
  readonly codeBucket?: string | undefined;
}

interface PlannedFunction {
  readonly lambda: string;
  readonly functionName: string;
  /** Why, in words, the decisive one first. Never empty. */
  readonly reasons: readonly string[];
  /** What works today and will not one day. */
  readonly warnings?: readonly string[] | undefined;
}

/** What has to be done so that `live` serves what is wanted. Everything that applying it needs. */
export interface FunctionChange extends PlannedFunction {
  readonly action: 'create' | 'update';
  readonly ownership: Ownership;
  /** The function's own description; absent where nobody declares one: then it stays. */
  readonly description?: string | undefined;
  /** Absent for a container image: `settings.image` has it. */
  readonly artifact?: PlannedArtifact | undefined;
  readonly settings: FunctionSettings;
  readonly attributes: FunctionAttributes;
  readonly triggers: WantedTriggers;
  /** The role to make and to keep as it shall be; absent where the configuration names one. */
  readonly executionRole?: ExecutionRole | undefined;
  readonly provenance: Provenance;
  /** Whether a new version is published and `live` moved to it; otherwise only attributes change. */
  readonly publishes: boolean;
  readonly changes: readonly Change[];
  /** How traffic goes over to the new version. */
  readonly switching: Switching;
  /** Names of the events that the new version is called with before it gets any traffic. */
  readonly smokeTests: readonly string[];
  /**
   * A switch in steps to this version that an earlier run began and did not finish: it is resumed
   * where that is what is published now, and ended otherwise.
   */
  readonly interrupted?: SwitchShare | undefined;
  /** Version that `live` named when the plan was made: it must still do so when it is moved. */
  readonly liveVersion?: string | undefined;
  /** The pin on this version is removed once the change is live. */
  readonly unpinnedVersion?: string | undefined;
}

export interface UnchangedFunction extends PlannedFunction {
  readonly action: 'none';
  readonly liveVersion: string;
  /** The version that was rolled back and is not deployed again. */
  readonly pinnedVersion?: string | undefined;
}

/** A function that cannot be deployed as things are: nothing of the plan is switched then. */
export interface BlockedFunction extends PlannedFunction {
  readonly action: 'blocked';
  readonly failure: Failure;
  /** What serves all the same. */
  readonly liveVersion?: string | undefined;
  /** A switch in steps that is under way, or was interrupted: it stays as it is. */
  readonly switching?: SwitchShare | undefined;
}

export type FunctionPlan = FunctionChange | UnchangedFunction | BlockedFunction;

/** A function that we own and that no lambda stands for: its package is gone, or has another name. */
export interface Orphan {
  readonly functionName: string;
  readonly lambda: string;
}

/** What is set on a function although nobody declares it: kept, and said. */
export interface Undeclared {
  readonly functionName: string;
  readonly fields: readonly string[];
}

/** What a deploy will do and why. Plain data: it can be written as JSON. */
export interface Plan {
  readonly planVersion: 1;
  readonly service: string;
  readonly stage: string;
  readonly account: string;
  readonly region: string;
  readonly commit: string;
  /** Sorted by lambda. */
  readonly functions: readonly FunctionPlan[];
  readonly orphans: readonly Orphan[];
  readonly undeclared: readonly Undeclared[];
  /** Of all lambdas, also of those that the run leaves out. */
  readonly dependencies: DependencyGraph;
}

/**
 * The plan as it may be shown or logged: values of environment variables may be secrets, and are
 * replaced. Such a plan says everything but cannot be applied.
 */
export function withoutEnvironmentValues(plan: Plan): Plan {
  const functions = plan.functions.map((planned): FunctionPlan => {
    if (planned.action !== 'create' && planned.action !== 'update') return planned;
    const keys = Object.keys(planned.settings.environment);
    const environment = Object.fromEntries(keys.map((key) => [key, '(hidden)']));
    return { ...planned, settings: { ...planned.settings, environment } };
  });
  return { ...plan, functions };
}
