import { AwsError } from '../../aws-error.ts';

/** Recorded (test_events.snapshot.json, test_events_patterns.snapshot.json of localstack). */
export const validation = (message: string) => new AwsError(400, 'ValidationException', message);

const notFound = (message: string) => new AwsError(400, 'ResourceNotFoundException', message);

export const noBus = (name: string) => notFound(`Event bus ${name} does not exist.`);

export const noRule = (name: string, busName: string) =>
  notFound(`Rule ${name} does not exist on EventBus ${busName}.`);

export const noStatement = () => notFound('Statement with the provided id does not exist.');

export const busExists = (name: string) =>
  new AwsError(400, 'ResourceAlreadyExistsException', `Event bus ${name} already exists.`);

export const invalidPattern = (reason: string) =>
  new AwsError(
    400,
    'InvalidEventPatternException',
    `Event pattern is not valid. Reason: ${reason}`,
  );

export const tooMany = () =>
  new AwsError(
    400,
    'LimitExceededException',
    'The requested resource exceeds the maximum number allowed.',
  );

export const invalidToken = () => validation('NextToken is not valid.');
