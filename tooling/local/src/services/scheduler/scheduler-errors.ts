import { AwsError } from '../../aws-error.ts';

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/CommonErrors.html */
export const validation = (message: string) => new AwsError(400, 'ValidationException', message);

export const noSchedule = (name: string) => notFound(`Schedule ${name} does not exist.`);

export const noGroup = (name: string) => notFound(`Schedule group ${name} does not exist.`);

export const scheduleExists = (name: string) => conflict(`Schedule ${name} already exists.`);

export const groupExists = (name: string) => conflict(`Schedule group ${name} already exists.`);

export const invalidToken = () => validation('Invalid NextToken provided.');

function notFound(message: string): AwsError {
  return new AwsError(404, 'ResourceNotFoundException', message);
}

function conflict(message: string): AwsError {
  return new AwsError(409, 'ConflictException', message);
}
