import { AwsError } from '../aws-error.ts';
import type { Protocol } from '../service.ts';
import type { SessionCaller } from './caller.ts';
import type { NeededAction } from './needed-action.ts';

/** Which of the policies that count did not let the request pass, and how. */
export interface Denial {
  readonly by: 'identity-based policy' | 'permissions boundary' | 'session policy';
  readonly isExplicit: boolean;
}

export interface DeniedRequest {
  readonly service: string;
  readonly protocol: Protocol;
  readonly caller: SessionCaller;
  readonly needed: NeededAction;
  readonly denial: Denial;
}

/**
 * AWS's refusal, in its own words.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function describeDenial(denied: DeniedRequest): AwsError {
  const { service, protocol, caller, needed, denial } = denied;
  const action = shownAction(service, needed.action);
  const reason = denial.isExplicit
    ? `with an explicit deny in ${denial.by === 'identity-based policy' ? 'an' : 'a'} ${denial.by}`
    : `because no ${denial.by} allows the ${action} action`;
  return new AwsError(
    protocol.startsWith('awsJson') ? 400 : 403,
    codeOf(service, protocol),
    `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${needed.resource} ${reason}`,
  );
}

function codeOf(service: string, protocol: Protocol): string {
  if (service === 'sns') return 'AuthorizationError';
  return protocol === 'awsQuery' || protocol === 'restXml'
    ? 'AccessDenied'
    : 'AccessDeniedException';
}

/** SNS and SQS write their own actions in another case: SNS:Subscribe, sqs:receivemessage. */
function shownAction(service: string, action: string): string {
  if (service === 'sns') return action.replace(/^sns:/, 'SNS:');
  return service === 'sqs' && action.startsWith('sqs:') ? action.toLowerCase() : action;
}
