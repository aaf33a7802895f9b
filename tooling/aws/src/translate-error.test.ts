import { LambdaServiceException } from '@aws-sdk/client-lambda';
import { expect, it } from 'vitest';
import { noteOperation, translateError } from './translate-error.ts';

const refusal = (name: string, message: string) =>
  new LambdaServiceException({
    name,
    message,
    $fault: 'client',
    $metadata: { requestId: 'r-1' },
  });

it('keeps the words of AWS, and the request id for its support', () => {
  expect(
    translateError(refusal('AccessDeniedException', 'no lambda:GetFunction'), 'hello'),
  ).toMatchObject({
    code: 'AWS_REFUSED',
    message: 'hello: AccessDeniedException: no lambda:GetFunction (request r-1)',
    subject: 'hello',
  });
});

it('says which operation failed, and that AWS did where that is so', () => {
  const outage = new LambdaServiceException({
    name: 'ServiceException',
    message: 'try again',
    $fault: 'server',
    $metadata: { requestId: 'r-2', httpStatusCode: 500 },
  });
  noteOperation(outage, 'GetFunction');
  expect(translateError(outage, 'hello')).toMatchObject({
    code: 'AWS_REFUSED',
    message: 'hello: ServiceException: try again (GetFunction, request r-2)',
    hint: expect.stringMatching(/^AWS failed/) as string,
  });
});

it.each(['ExpiredTokenException', 'UnrecognizedClientException', 'InvalidClientTokenId'])(
  'takes %s for a matter of credentials',
  (name) => {
    expect(translateError(refusal(name, 'bad'))).toMatchObject({ code: 'CREDENTIALS_MISSING' });
  },
);

it('finds the refused connection inside an error without a message', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), {
    code: 'ECONNREFUSED',
  });
  expect(translateError(new AggregateError([refused], ''))).toMatchObject({
    code: 'NETWORK_FAILED',
    message: 'Error: connect ECONNREFUSED 127.0.0.1:1',
  });
});

it.each([
  'exceeded the 4KB limit. String measured: {"TOKEN":"s3cr3t","B":"line\none"}',
  "1 validation error detected: Value '{TOKEN=s3cr3t}' at 'environment.variables' failed to satisfy constraint",
])('shows nothing of the environment that AWS quotes', (message) => {
  const translated = translateError(refusal('InvalidParameterValueException', message), 'hello');
  expect(translated).toMatchObject({ code: 'AWS_REFUSED' });
  expect(String(translated)).not.toMatch(/s3cr3t|line|one"/);
  expect(String(translated)).toContain('(request r-1)');
});

it('leaves alone what is a bug of ours', () => {
  const bug = new TypeError('x is undefined');
  expect(translateError(bug)).toBe(bug);
});

it.each([
  [
    'InvalidParameterValueException',
    'The provided subnets are in different VPCs',
    'change `vpc` as AWS asks for',
  ],
  [
    'LimitExceededException',
    'Maximum policy size of 10240 bytes exceeded for role hello-us-east-1',
    'change `permissions` as AWS asks for',
  ],
  [
    'InvalidParameterValueException',
    'Layer version arn:aws:lambda:us-east-1:1:layer:a:1 does not exist.',
    'change `layers` as AWS asks for',
  ],
  [
    'CodeStorageExceededException',
    'Code storage limit exceeded.',
    'see what is in the code storage of the account',
  ],
])('names the field that a refusal is about: %s, %s', (name, message, hint) => {
  const error = translateError(refusal(name, message), 'hello');
  expect(error).toMatchObject({ code: 'AWS_REFUSED' });
  expect((error as { readonly hint: string }).hint).toContain(hint);
});

it('names none where nothing tells', () => {
  const general = 'do what the message of AWS asks for, and run the same command again';
  for (const [name, message] of [
    ['ServiceException', 'the role service is down'],
    ['InvalidParameterValueException', 'no'],
  ] as const) {
    expect((translateError(refusal(name, message)) as { hint: string }).hint).toContain(general);
  }
});
