export { AwsError } from './aws-error.ts';
export { readOwner, type Owner } from './state/directory-lock.ts';
export { openState, type OpenState, type OpenStateOptions } from './state/open-state.ts';
