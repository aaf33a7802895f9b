export { AwsError } from './aws-error.ts';
export { startLocalAws, type LocalAws, type LocalAwsOptions } from './start-local-aws.ts';
export { readOwner, type Owner } from './state/directory-lock.ts';
