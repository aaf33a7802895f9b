export type { ZipSource } from './apply/zip-source.ts';
export { formatAliasMove, parseAliasMove, type AliasMove } from './alias-move.ts';
export type { DeployEvent, FunctionOutcome, PrepareStep, Report } from './apply/deploy-event.ts';
export type {
  Answer,
  FunctionQuery,
  CodeSigningQuestion,
  FunctionStore,
  MovedAlias,
  MoveOptions,
  PreparedVersion,
  TriggerFacts,
  TriggerQuery,
} from './apply/function-store.ts';
export type { Wait, WaitReason } from './apply/wait.ts';
export type {
  DeletedVersion,
  FunctionAlias,
  FunctionHistory,
  PublishedVersion,
  VersionStore,
} from './apply/version-store.ts';
export type {
  ArtifactFile,
  ArtifactInput,
  ArtifactManifest,
  ExternalPackage,
  NativeFile,
} from './artifact-manifest.ts';
export { bundleLoaders, bundlingSchema, type Bundling } from './config/bundling-config.ts';
export type { Alarm, InvocationCount, Monitor, VersionQuery } from './apply/monitor.ts';
export { checkConfig } from './config/check-config.ts';
export {
  deployConfigSchema,
  regionPattern,
  type DeployConfig,
  type LocalResources,
  type Stage,
} from './config/deploy-config.ts';
export { httpApiSchema, type HttpApiConfig } from './config/http-api-config.ts';
export {
  triggerSchema,
  type Trigger,
  type TriggerOf,
  type TriggerType,
} from './config/triggers-config.ts';
export { bucketEventPattern } from './triggers/bucket-event-pattern.ts';
export { overlaps, type BucketNotification } from './triggers/bucket-overlap.ts';
export {
  compareTriggers,
  describeTriggerChange,
  type TriggerChange,
} from './triggers/compare-triggers.ts';
export {
  busArn,
  describeApi,
  describeTrigger,
  describeTriggers,
  isEmptyCors,
  queueArn,
  topicArn,
  usualFormat,
} from './triggers/describe-trigger.ts';
export {
  applyingMark,
  areTriggersApplied,
  readTriggerMark,
  triggerMarkOf,
  triggerTypesOf,
  type TriggerMark,
  type WantedTriggers,
} from './triggers/trigger-mark.ts';
export { routeAddress, type TriggerAddress } from './triggers/trigger-address.ts';
export {
  aliasArnOf,
  partitionOf,
  placeOf,
  type TriggerPlace,
  type TriggerState,
  type TriggerSubject,
} from './triggers/trigger-state.ts';
export { environmentBytes } from './config/environment-config.ts';
export type { Permission } from './config/permissions-config.ts';
export { nodeRuntimes } from './config/settings-config.ts';
export { lambdaConfigSchema, type LambdaConfig } from './config/lambda-config.ts';
export { describeFailure, worstExitCode } from './errors/describe-failure.ts';
export {
  errorCatalogue,
  exitCodes,
  type ErrorCode,
  type ErrorEntry,
} from './errors/error-catalogue.ts';
export type { Failure } from './errors/failure.ts';
export { joinErrors, mapAll } from './errors/join-errors.ts';
export { UserError, type UserErrorDetails } from './errors/user-error.ts';
export { userErrorOf } from './errors/user-error-of.ts';
export { findStage, localStage } from './find-stage.ts';
export type {
  Architecture,
  FunctionAttributes,
  FunctionSettings,
  FileSystemSettings,
  ImageSettings,
  LiveSettings,
  LoggingSettings,
  RecordedAttributes,
  VpcSettings,
} from './function-settings.ts';
export {
  executionPolicy,
  isKeptStatement,
  isPolicyField,
  type PolicyStatement,
} from './execution-policy.ts';
export { isRoleOf, rolePathOf, type ExecutionRole } from './execution-role.ts';
export { notTaken } from './config/not-taken.ts';
export { queryOf } from './apply/query-of.ts';
export { isFunctionName, isImageLambda } from './check-wanted.ts';
export { checkEventPattern, type PatternProblem } from './event-pattern/check-event-pattern.ts';
export type { PatternLanguage } from './event-pattern/check-matcher.ts';
export { matchesEventPattern } from './event-pattern/matches-event-pattern.ts';
export { fingerprint } from './fingerprint.ts';
export { defaultLogGroup } from './log-group.ts';
export { describeLargePolicy, policyDocument } from './policy-size.ts';
export { settingsWith } from './settings-with.ts';
export { lambdaLimits, lambdaQuotas, logRetentionDays } from './limits.ts';
export type { DeclaredSince, Drift, DriftFacts, RoleFacts } from './drift/drift-facts.ts';
export { findDrift } from './drift/find-drift.ts';
export type {
  DeployedVersion,
  FunctionState,
  LiveFunction,
  PinnedVersion,
} from './live-function.ts';
export { mergeEnvironment } from './merge-environment.ts';
export {
  isOwnedBy,
  memoryTagKeys,
  ownershipTagKeys,
  ownershipTags,
  parseOwnership,
  removingTagKey,
  type Ownership,
} from './ownership.ts';
export { formatPin, pinOf, pinTagKey, type Pin } from './pin.ts';
export { checkAdoption, type AdoptionRequest } from './plan/check-adoption.ts';
export { servingCommits, type CommitRelation, type Deploying } from './plan/check-age.ts';
export type { Candidate } from './plan/candidate.ts';
export { chooseBuilds, type BuildChoice } from './plan/choose-builds.ts';
export { isBlockedAnyhow } from './plan/is-blocked-anyhow.ts';
export { compareFrozen, compareLoose } from './plan/compare-function.ts';
export { compareAttributes, compareSettings, describeChange } from './plan/compare-settings.ts';
export { servesChange } from './plan/serves-change.ts';
export type { DependencyGraph } from './graph/dependency-graph.ts';
export { comparePlans, hashPlan, type HashedPlan } from './plan/compare-plans.ts';
export { newPermissions, type NewPermission } from './plan/new-permissions.ts';
export { findOrphans, type OwnedFunction } from './plan/find-orphans.ts';
export {
  assemblePlan,
  planDeployment,
  type Decided,
  type DeploymentInput,
} from './plan/plan-deployment.ts';
export { planFunction, type BuiltCandidate } from './plan/plan-function.ts';
export { imageProvenance, runsSameCode } from './plan/same-build.ts';
export {
  doubtsOf,
  type Doubt,
  type ForeignMapping,
  type ForeignStatement,
  type ForeignUrl,
  type FoundOrphan,
  type OrphanFacts,
  type RemovalContext,
} from './plan/plan-removal.ts';
export type {
  BlockedFunction,
  Change,
  FunctionChange,
  FunctionPlan,
  Orphan,
  Plan,
  PlannedArtifact,
  UnchangedFunction,
  Undeclared,
} from './plan/plan.ts';
export type { AccountRoom } from './preflight/account-room.ts';
export { describeTooLarge } from './preflight/check-environment.ts';
export { reservedMore, type Reservation } from './preflight/check-reservation.ts';
export { checkStorage, storedBytes } from './preflight/check-storage.ts';
export type { PreflightContext } from './preflight/preflight.ts';
export {
  descriptionHash,
  formatProvenance,
  parseProvenance,
  shortCommit,
  type Provenance,
} from './provenance.ts';
export { withoutEnvironmentValues } from './plan/plan.ts';
export {
  recordAttributes,
  recordedFields,
  unappliedFields,
  type RecordedField,
  recordedIn,
} from './record-attributes.ts';
export { describeReference, type DeployReference } from './references.ts';
export { referencesOf, resolveReferences, type ReferenceAnswer } from './resolve-references.ts';
export { planPromotion } from './promote/plan-promotion.ts';
export {
  promoteFunction,
  type PromotedVersion,
  type Promotion,
} from './promote/promote-function.ts';
export { chooseVerified, type VerifiedVersion } from './verify/choose-verified.ts';
export {
  judgeRebuild,
  type FileDifference,
  type Rebuild,
  type Verification,
} from './verify/judge-rebuild.ts';
export { choosePrunable } from './rollback/choose-prunable.ts';
export type { RollbackTarget } from './rollback/choose-target.ts';
export {
  describeHistory,
  type DeletedVersions,
  type HistoricVersion,
  type HistoryView,
} from './rollback/describe-history.ts';
export { commitsOf, findCommit } from './rollback/find-commit.ts';
export {
  findVersion,
  liveAlias,
  liveAliasOf,
  moveOf,
  newestServing,
} from './rollback/live-alias.ts';
export { findLastDeploy, type LastDeploy } from './rollback/last-deploy.ts';
export { planRollback, type RollbackCandidate } from './rollback/plan-rollback.ts';
export type {
  BlockedRollback,
  FunctionRollback,
  NoRollback,
  RollbackMove,
  RollbackOutcome,
  RollbackPlan,
  RollbackReport,
  VersionNote,
} from './rollback/rollback-plan.ts';
export { roleNameOf, scheduleRoleNameOf } from './role-name.ts';
export { smokeExpectationSchema, type SmokeExpectation, type SmokeTest } from './smoke-test.ts';
export { describeNeverFiring, type FiringLimits } from './schedule/describe-never-firing.ts';
export { nextFirings, type FiringWindow } from './schedule/next-firings.ts';
export {
  parseScheduleExpression,
  type ParsedSchedule,
} from './schedule/parse-schedule-expression.ts';
export type {
  AtSchedule,
  CronSchedule,
  RateSchedule,
  ScheduleExpression,
} from './schedule/schedule-expression.ts';
export { isTimezone } from './schedule/zoned-time.ts';
export { selectLambdas } from './select-lambdas.ts';
export { suggest } from './suggest.ts';
export {
  describeSwitching,
  errorEvidence,
  sharesOf,
  switchingTagKey,
  switchingVersionOf,
  type AllAtOnce,
  type SteppedSwitching,
  type Switching,
  type SwitchShare,
} from './switching.ts';
export {
  functionNameOf,
  switchedAtOnce,
  wantFunction,
  wantFunctions,
  type Lambda,
  type WantedFunction,
} from './wanted-function.ts';
export { checkCodeBucket, bucketOf } from './preflight/check-code-bucket.ts';
export type { CodeSigning } from './preflight/check-code-signing.ts';
export { checkUnzippedSize, layersAfter } from './preflight/check-unzipped-size.ts';
export { codeSigningQuestions } from './preflight/code-signing-questions.ts';
