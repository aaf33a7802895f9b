export { AwsError } from './aws-error.ts';
export type { AuthorizationRecord } from './authorization/authorization-log.ts';
export type { FaultRule, FaultsInput } from './faults/fault-rules.ts';
export type { FaultsInForce } from './faults/open-faults.ts';
export type { RequestCounts } from './gateway/request-log.ts';
export type { CodeOverride } from './services/lambda/overrides.ts';
export type { LogLine, LogListener } from './services/logs/log-feed.ts';
export { startLocalAws, type LocalAws, type LocalAwsOptions } from './start-local-aws.ts';
export { readOwner, type Owner } from './state/directory-lock.ts';
