import type { LogEvent } from '@tooling/aws';
import type {
  Answer,
  ArtifactManifest,
  DeployEvent,
  Failure,
  HistoryView,
  RollbackPlan,
  RollbackReport,
  Verification,
} from '@tooling/core';
import type { PackageShare, Reach } from '@tooling/core/graph';
import type { Inspector } from './dev/read-inspector.ts';
import type { DriftReport } from './pipeline/look-for-drift.ts';
import type { AccessVariable } from './terminal/format-access.ts';
import type { ShownAdoption } from './terminal/format-adoption.ts';
import type { Overview, Reload } from './terminal/format-dev.ts';
import type { Prunable } from './terminal/format-prune.ts';
import type { ShownRemoval } from './terminal/format-removals.ts';
import type { StageStatus } from './terminal/format-status.ts';
import type { StreamedLine } from './terminal/log-stream.ts';

/** Why a command failed: its last line, and often its only one. */
interface ErrorLine {
  readonly type: 'error';
  readonly failure: Failure;
}

/** `lambda status`. */
interface StatusLine extends StageStatus {
  readonly type: 'status';
}

/** `lambda history`. */
interface HistoryLine extends HistoryView {
  readonly type: 'history';
  readonly stage: string;
  readonly lambda: string;
}

/** `lambda verify`: whether a version is what its commit gives. */
interface VerificationLine extends Verification {
  readonly type: 'verification';
  readonly stage: string;
  readonly lambda: string;
}

/** `lambda rollback`, before anything is moved. */
interface RollbackPlannedLine {
  readonly type: 'rollback-planned';
  readonly plan: RollbackPlan;
}

/** `lambda rollback`, in the end. */
interface RollbackFinishedLine {
  readonly type: 'rollback-finished';
  readonly report: RollbackReport;
}

/** `lambda unpin`: what is no longer kept from being deployed. */
interface UnpinnedLine {
  readonly type: 'unpinned';
  readonly stage: string;
  readonly functions: readonly { readonly functionName: string; readonly version: string }[];
}

/** `lambda drift`. */
interface DriftLine {
  readonly type: 'drift';
  readonly stage: string;
  readonly functions: readonly DriftReport[];
}

/** `lambda adopt`. */
interface AdoptionLine {
  readonly type: 'adoption';
  readonly stage: string;
  readonly functions: readonly ShownAdoption[];
}

/** `lambda prune` and `deploy --prune`: what became of functions without a lambda. */
interface RemovalLine {
  readonly type: 'removal';
  readonly functions: readonly ShownRemoval[];
}

/** `lambda prune-versions --dry-run`. */
interface PrunableLine {
  readonly type: 'prunable';
  readonly keep: number;
  readonly functions: readonly Prunable[];
}

/** `lambda plan --out`. */
interface PlanSavedLine {
  readonly type: 'plan-saved';
  readonly file: string;
}

/** `--graph <file>` and `lambda build --report`: a picture is there. */
interface PictureWrittenLine {
  readonly type: 'picture-written';
  readonly file: string;
}

/** `lambda invoke`. */
interface InvocationLine extends Answer {
  readonly type: 'invocation';
  readonly functionName: string;
}

/** `lambda logs`: a line of a log, as AWS has it. */
interface LogLine extends LogEvent {
  readonly type: 'log';
  readonly lambda: string;
}

/** `lambda build`. */
interface BuiltLine {
  readonly type: 'built';
  readonly lambda: string;
  readonly manifest: ArtifactManifest;
}

/** `lambda why <lambda>`: what its bundle consists of. */
interface BundleLine {
  readonly type: 'bundle';
  readonly lambda: string;
  readonly packages: readonly PackageShare[];
}

/** `lambda why <package>`: which lambdas it reaches. */
interface ReachLine extends Reach {
  readonly type: 'reach';
}

/** `lambda bootstrap`: what an account lacked, and what the repository has to be given. */
interface BootstrapLine {
  readonly type: 'bootstrap';
  readonly stage: string;
  readonly account: string;
  readonly steps: readonly string[];
  readonly notes: readonly string[];
  /** Whether it was done; without it, it was only shown. */
  readonly isDone: boolean;
  readonly variables: readonly AccessVariable[];
  readonly permissionsBoundary: string;
}

/** `lambda new`: the files that it wrote, from the root of the repository. */
interface LambdaWrittenLine {
  readonly type: 'lambda-written';
  readonly lambda: string;
  readonly files: readonly string[];
}

/** `lambda local`, once it listens. */
interface ListeningLine {
  readonly type: 'listening';
  readonly url: string;
  /** The address of the console. */
  readonly console: string;
  readonly accountId: string;
  readonly region: string;
  readonly faults: { readonly seed?: number | undefined; readonly rules: number };
}

/** `lambda dev`, once everything is deployed. */
interface DevelopingLine extends Overview {
  readonly type: 'developing';
}

/** `lambda dev`: what came of a save. */
interface ReloadedLine extends Reload {
  readonly type: 'reloaded';
}

/** `lambda dev`: what is wrong, and which lambdas go on with the code that they have. */
interface NotReloadedLine {
  readonly type: 'not-reloaded';
  readonly lambdas: readonly string[];
  readonly failure: Failure;
}

/** `lambda dev`: lambdas that can be built again. */
interface RepairedLine {
  readonly type: 'repaired';
  readonly lambdas: readonly string[];
}

/** `lambda dev`: a directory under lambdas/ is gone; its function stays until `lambda prune`. */
interface LambdaRemovedLine {
  readonly type: 'lambda-removed';
  readonly lambda: string;
}

/** `lambda dev --inspect`: where debuggers attach; anew after each change of its code. */
interface InspectingLine extends Inspector {
  readonly type: 'inspecting';
  readonly functionName: string;
}

/** `lambda dev`: something that is wrong and stops nothing. */
interface WarningLine {
  readonly type: 'warning';
  readonly message: string;
}

/** `lambda dev`: what a function wrote. */
interface LoggedLine extends StreamedLine {
  readonly type: 'logged';
}

/** A line that a command prints with `--json`. docs/reference/json-lines.schema.json is made of it. */
export type JsonLine =
  | DeployEvent
  | ErrorLine
  | StatusLine
  | HistoryLine
  | VerificationLine
  | RollbackPlannedLine
  | RollbackFinishedLine
  | UnpinnedLine
  | DriftLine
  | AdoptionLine
  | RemovalLine
  | PrunableLine
  | PlanSavedLine
  | PictureWrittenLine
  | InvocationLine
  | LogLine
  | BuiltLine
  | BundleLine
  | ReachLine
  | BootstrapLine
  | LambdaWrittenLine
  | DevelopingLine
  | ReloadedLine
  | NotReloadedLine
  | RepairedLine
  | LambdaRemovedLine
  | InspectingLine
  | WarningLine
  | LoggedLine
  | ListeningLine;

/** One JSON value and the end of the line: whatever `--json` prints comes from here. */
export const jsonLine = (line: JsonLine): string => `${JSON.stringify(line)}\n`;
