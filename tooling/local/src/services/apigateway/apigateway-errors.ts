import { AwsError } from '../../aws-error.ts';
import { notImplemented } from '../../gateway/call-operation.ts';

export function notFound(message: string, ResourceType?: string): AwsError {
  return new AwsError(404, 'NotFoundException', message, { ResourceType });
}

export function badRequest(message: string): AwsError {
  return new AwsError(400, 'BadRequestException', message);
}

export function conflict(message: string): AwsError {
  return new AwsError(409, 'ConflictException', message);
}

/** Of a value, where members as such are refused by the service. */
export function missing(what: string): AwsError {
  return notImplemented(
    `The local AWS does not implement ${what} of API Gateway: HTTP APIs whose integrations are functions only`,
  );
}
