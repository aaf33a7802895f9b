import { AwsError } from '../aws-error.ts';
import { failed, throttled, unavailable } from './failure-answers.ts';
import type { FaultRule } from './fault-rules.ts';
import type { Strike, StruckRequest } from './injector.ts';
import { meddle } from './stranger.ts';
import { givenFunctionName } from './struck-resource.ts';

/** What a rule does to a request that it strikes. */
export function strikeOf(rule: FaultRule, request: StruckRequest): Strike {
  const { service, operation, input, context } = request;
  const functionName = givenFunctionName(input) ?? '';
  switch (rule.fault) {
    case 'throttle':
      return { error: throttled(service.name, rule.retryAfterSeconds) };
    case '500':
      return { error: failed(service.name) };
    case '503':
      return { error: unavailable(service.name) };
    case 'drop-request':
      return { lost: true, cut: 'unanswered' };
    case 'drop-answer':
      return { cut: 'unanswered' };
    case 'half-answer':
      return { cut: 'half-answered' };
    case 'conflict': {
      const arn = `arn:aws:lambda:${context.region}:${context.accountId}:function:${functionName}`;
      return {
        error: refusal(
          409,
          'ResourceConflictException',
          `The operation cannot be performed at this time. An update is in progress for resource: ${arn}`,
        ),
      };
    }
    case 'precondition':
      return {
        error: refusal(
          412,
          'PreconditionFailedException',
          'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
        ),
      };
    case 'role-not-ready':
      return {
        error: refusal(
          400,
          'InvalidParameterValueException',
          'The role defined for the function cannot be assumed by Lambda.',
        ),
      };
    case 'ends-failed':
      return {
        around: async (run) => {
          if (service.endFailed === undefined) throw new Error(`${operation} cannot end failed`);
          return await service.endFailed(functionName, rule.reasonCode, run);
        },
      };
    case 'stranger':
      return { before: () => meddle(rule.does, { service, functionName, context }) };
    case 'delay':
      return {};
  }
}

function refusal(status: number, code: string, message: string): AwsError {
  return new AwsError(status, code, message, { Type: 'User' });
}
