import { LambdaServiceException } from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { noteOperation, translateError } from './translate-error.ts';

const role = 'arn:aws:sts::123456789012:assumed-role/deploy/run-7';
const fn = 'arn:aws:lambda:eu-central-1:123456789012:function:hello';

/** The hint that a message of AWS gives. */
function hintOf(message: string, { name = 'AccessDeniedException', operation = '' } = {}) {
  const error = new LambdaServiceException({ name, message, $fault: 'client', $metadata: {} });
  noteOperation(error, operation);
  const translated = translateError(error, 'hello') as { code: string; hint: string };
  return { code: translated.code, hint: translated.hint };
}

const denied = (action: string, reason: string, resource = fn) =>
  `User: ${role} is not authorized to perform: ${action} on resource: ${resource} ${reason}`;

// The sentences: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
describe('a denial names what to change, and where', () => {
  const update = 'lambda:UpdateFunctionCode';
  const allow = `{"Effect":"Allow","Action":"${update}","Resource":"${fn}"}`;
  it.each([
    [
      'an Allow that is missing',
      denied(update, `because no identity-based policy allows the ${update} action`),
      `add to the policies of role deploy: ${allow}`,
    ],
    [
      'a role of lambda bootstrap',
      denied(update, '').replaceAll('/deploy/', '/birds-prod-deploy/'),
      `run \`lambda bootstrap\` again, which brings the policies of its roles up to date, or add to the policies of role birds-prod-deploy: ${allow}`,
    ],
    ['no reason at all', denied(update, ''), `add to the policies of role deploy: ${allow}`],
    [
      'a Deny statement',
      denied(update, 'with an explicit deny in an identity-based policy'),
      `a Deny statement of the policies of role deploy forbids ${update}: take it out there; no Allow outweighs it`,
    ],
    [
      'a Deny statement whose policy is known',
      denied(
        update,
        'with an explicit deny in an identity-based policy: arn:aws:iam::123456789012:policy/freeze',
      ),
      `a Deny statement of the policies of role deploy (arn:aws:iam::123456789012:policy/freeze) forbids ${update}: take it out there; no Allow outweighs it`,
    ],
    [
      'a permissions boundary that does not allow it',
      denied(update, `because no permissions boundary allows the ${update} action`),
      `add to the permissions boundary of role deploy, beside what its own policies allow: ${allow}`,
    ],
    [
      'a service control policy',
      denied(
        update,
        'with an explicit deny in a service control policy: arn:aws:organizations::111111111111:policy/o-1/service_control_policy/p-1',
      ),
      `a service control policy of the organisation (arn:aws:organizations::111111111111:policy/o-1/service_control_policy/p-1) does not let this account do ${update}: whoever administers the organisation has to; no policy in the account can`,
    ],
    [
      'a session policy',
      denied(update, `because no session policy allows the ${update} action`),
      `add to the session policy that role deploy was assumed with: ${allow}`,
    ],
    [
      'the policy of an endpoint',
      denied(update, `because no VPC endpoint policy allows the ${update} action`),
      `add to the policy of the VPC endpoint: ${allow}`,
    ],
    [
      'the policy of the resource',
      denied(
        'sqs:SendMessage',
        'because no resource-based policy allows the sqs:SendMessage action',
        'arn:aws:sqs:eu-central-1:222222222222:dead',
      ),
      'add to the policy of arn:aws:sqs:eu-central-1:222222222222:dead itself: {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:role/deploy"},"Action":"sqs:SendMessage","Resource":"arn:aws:sqs:eu-central-1:222222222222:dead"}',
    ],
    [
      'a resource that IAM names without its account and path',
      denied(
        'iam:GetRole',
        'because no identity-based policy allows the iam:GetRole action',
        'role hello-eu-central-1',
      ),
      'add to the policies of role deploy: {"Effect":"Allow","Action":"iam:GetRole","Resource":"arn:aws:iam::123456789012:role/*hello-eu-central-1"}',
    ],
    [
      'a resource between quotation marks, as S3 has it',
      denied(
        's3:PutObject',
        'because no identity-based policy allows the s3:PutObject action',
        '"arn:aws:s3:::code/a.zip"',
      ),
      'add to the policies of role deploy: {"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::code/a.zip"}',
    ],
    [
      'no resource, and a user',
      'User: arn:aws:iam::123456789012:user/ops/ann is not authorized to perform: lambda:ListFunctions because no identity-based policy allows the lambda:ListFunctions action',
      'add to the policies of user ann: {"Effect":"Allow","Action":"lambda:ListFunctions","Resource":"*"}',
    ],
    [
      'a trust policy that does not let a workflow in',
      'Not authorized to perform sts:AssumeRoleWithWebIdentity',
      'the trust policy of the role has to let whoever runs this assume it: of a workflow it compares repository, branch or environment, and audience; docs/pipeline.md has one',
    ],
  ])('for %s', (_, message, hint) => {
    expect(hintOf(message)).toEqual({ code: 'ACCESS_DENIED', hint });
  });

  it.each([
    ['CreateFunction', 'lambda.amazonaws.com'],
    ['CreateSchedule', 'scheduler.amazonaws.com'],
  ])('passing a role, to whom %s passes it', (operation, service) => {
    const arn = 'arn:aws:iam::123456789012:role/lambda-deploy/hello';
    const message = denied('iam:PassRole', 'because no identity-based policy allows it', arn);
    expect(hintOf(message, { operation }).hint).toContain(
      `"Resource":"${arn}","Condition":{"StringEquals":{"iam:PassedToService":"${service}"}}}`,
    );
  });

  it('not where AWS says no action', () => {
    expect(hintOf('it is not authorized').code).toBe('AWS_REFUSED');
  });
});

it.each([
  [
    'ExpiredTokenException',
    'The security token included in the request is expired',
    'sign in again',
  ],
  ['ExpiredToken', 'The provided token has expired.', 'role-duration-seconds'],
  [
    'CredentialsProviderError',
    'The SSO session associated with this profile has expired.',
    'sign in again',
  ],
  ['InvalidSignatureException', 'Signature expired: 20261129T1 is now earlier than 2', 'the clock'],
  [
    'UnrecognizedClientException',
    'The security token included in the request is invalid.',
    'no such access key',
  ],
  [
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match',
    'does not belong to AWS_ACCESS_KEY_ID',
  ],
  ['InvalidIdentityToken', 'No OpenIDConnect provider found in your account', 'OIDC provider'],
  [
    'CredentialsProviderError',
    'Could not load credentials from any providers',
    'or use the local stage',
  ],
])('credentials that are refused as %s (%s) have their own remedy', (name, message, hint) => {
  expect(hintOf(message, { name })).toEqual({
    code: 'CREDENTIALS_MISSING',
    hint: expect.stringContaining(hint) as string,
  });
});
