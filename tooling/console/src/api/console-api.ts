import type { PackageShare } from '@tooling/core/graph';

/*
 * What the console's server answers: JSON of these types at `/_console/api/…`, by GET. Failures are a
 * Problem with a status of 4xx or 5xx. Times are ISO 8601, sizes bytes. What is the local AWS's own is
 * at `/_local/…`: @tooling/core/local-api.
 */

/** What went wrong, in words for people. */
export interface Problem {
  readonly message: string;
  /** One by one, where there are several. */
  readonly problems?: readonly string[] | undefined;
  /** What to do about it. */
  readonly hint?: string | undefined;
}

/** `/_console/api/functions`: the lambdas of the workspace, and what the local AWS has of each. */
export interface FunctionsAnswer {
  readonly stage: string;
  /** Sorted by lambda. */
  readonly functions: readonly FunctionSummary[];
  /**
   * Why the workspace cannot be read as a whole: the functions are then those of the local AWS and the
   * names of directories, where there are any without what is declared.
   */
  readonly problem?: Problem | undefined;
}

export interface FunctionSummary {
  /** Of a function that no lambda was ever deployed as: the function's name. */
  readonly lambda: string;
  readonly functionName: string;
  /** From the root of the repository; absent of an orphan, whose lambda is gone, and of others' functions. */
  readonly directory?: string | undefined;
  readonly triggers: readonly TriggerSummary[];
  /** Absent while nothing is deployed. */
  readonly deployed?: DeployedFunction | undefined;
  /** Whether `lambda dev` runs the working tree's code in the place of the live version's, since when. */
  readonly overriddenAt?: string | undefined;
}

export interface DeployedFunction {
  /** AWS's words: `Active`, `Pending`, `Inactive`, `Failed`. */
  readonly state: string;
  readonly lastUpdateStatus: string;
  readonly runtime?: string | undefined;
  readonly memorySize: number;
  readonly timeout: number;
  /** Of the zip. */
  readonly codeSize: number;
  readonly lastModified: string;
  readonly live?: { readonly version: string; readonly commit?: string | undefined } | undefined;
}

/** One thing that starts a function, in the words of a plan. */
export interface TriggerSummary {
  /** `schedule`, `httpApi` …: the configuration's word. */
  readonly type: string;
  /** `cron(0 3 1 * ? *)`, `POST /predict`. */
  readonly title: string;
  /** Where it is called, of what answers HTTP. */
  readonly url?: string | undefined;
}

/** `/_console/api/functions/LAMBDA/history`: newest first. */
export interface HistoryAnswer {
  readonly functionName: string;
  readonly versions: readonly HistoryEntry[];
}

export interface HistoryEntry {
  readonly version: string;
  readonly publishedAt: string;
  readonly commit?: string | undefined;
  readonly packageVersion?: string | undefined;
  readonly artifact?: string | undefined;
  readonly isLive: boolean;
}

/** `/_console/api/functions/LAMBDA/events`: files of its events/, and names of their expectations. */
export interface EventsAnswer {
  readonly events: readonly SampleEvent[];
}

export interface SampleEvent {
  /** The file's name without `.json`. */
  readonly name: string;
  /** JSON text, as it stands in the file. */
  readonly text: string;
  /** Whether the text is left out: files of more than 1 MB are not sent to a page. */
  readonly isTooLarge?: boolean | undefined;
  readonly hasExpectation: boolean;
}

/** `/_console/api/functions/LAMBDA/bundle`: 404 with a remedy while nothing is built. */
export interface BundleAnswer {
  readonly lambda: string;
  readonly zipBytes: number;
  /** Heaviest first. */
  readonly packages: readonly PackageShare[];
}

/** `/_console/api/graph`: what depends on what, and what the next deploy would do. */
export interface GraphAnswer {
  /** Lambdas and packages; packages that nothing reaches are there, too. */
  readonly nodes: readonly GraphNode[];
  /** Directories: `from` depends on `to`, directly. */
  readonly edges: readonly { readonly from: string; readonly to: string }[];
  readonly plan: PlanState;
  /** Why the workspace cannot be read as a whole. */
  readonly problem?: Problem | undefined;
}

export interface GraphNode {
  /** From the root: `lambdas/predict`, `packages/model`. */
  readonly directory: string;
  readonly name: string;
  readonly kind: 'lambda' | 'package';
  /** Of a lambda, once there is a plan. */
  readonly action?: 'create' | 'update' | 'none' | 'blocked' | undefined;
  /** Why, in words, the decisive one first. */
  readonly reasons?: readonly string[] | undefined;
  /** Of a package, for each lambda that imports it: the bytes of it in that bundle, 0 where all was shaken off. */
  readonly reaches?:
    readonly { readonly lambda: string; readonly bundledBytes: number }[] | undefined;
}

/** The plan is made anew by `POST /_console/api/plan`, which takes seconds, and answers a GraphAnswer. */
export type PlanState =
  | { readonly state: 'none' }
  /** Of a GET only: the POST answers when it is made. */
  | { readonly state: 'making' }
  | { readonly state: 'made'; readonly at: string }
  | ({ readonly state: 'failed'; readonly at: string } & Problem);
