import type { Origin } from '../render-page.ts';

/** What is measured, in the order in which it is. */
export const scenarios = [
  'turbo',
  'build',
  'first',
  'nothing',
  'clone',
  'leaf',
  'library',
  'deep',
] as const;

export type Scenario = (typeof scenarios)[number];

/** One measurement. Written as JSON. */
export interface ScaleFigure extends Origin {
  readonly lambdas: number;
  readonly scenario: Scenario;
  readonly wallMs: number;
  /** User and system time of the command and of all that it started, the local AWS not included. */
  readonly cpuMs: number;
  /** The least that it could take: the quota's time, or esbuild's alone. */
  readonly floorMs: number;
  /** Peak resident set of the command's own process. */
  readonly peakBytes?: number | undefined;
  /** Peak of what that and all processes that it started held together; absent where no /proc tells. */
  readonly peakOfAllBytes?: number | undefined;
  readonly deployed: number;
  readonly throttled: number;
  /** By `service:operation`. */
  readonly operations: Readonly<Record<string, number>>;
  /** What the run says that it waited for. */
  readonly waits: readonly object[];
}
