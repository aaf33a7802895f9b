import type { PolicyDocument } from './access-statement.ts';

/**
 * The most that any function may do, whatever its role is given: everything but what leads to more rights
 * than it has. So whoever deploys can give functions no more than this, and not change this either.
 */
export function boundaryPolicy(): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'UseServices',
        Effect: 'Allow',
        NotAction: [
          'account:*',
          'cloudformation:*',
          'codebuild:*',
          'iam:*',
          'identitystore:*',
          'lambda:*',
          'organizations:*',
          'scheduler:*',
          'ssm:SendCommand',
          'ssm:StartAutomationExecution',
          'ssm:StartSession',
          'sso:*',
          'sso-directory:*',
          'sts:AssumeRole*',
        ],
        Resource: '*',
      },
      {
        Sid: 'CallFunctions',
        Effect: 'Allow',
        Action: [
          'lambda:GetFunctionConfiguration',
          'lambda:InvokeAsync',
          'lambda:InvokeFunction',
          'lambda:InvokeFunctionUrl',
        ],
        Resource: '*',
      },
    ],
  };
}
