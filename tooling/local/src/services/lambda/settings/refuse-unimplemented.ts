import { AwsError } from '../../../aws-error.ts';

/**
 * Refuses members of a request that the local AWS would have to ignore: a function that seems to
 * have what it was asked for and has it not is worse than none. An empty value asks for nothing.
 */
export function refuseUnimplemented(
  operation: string,
  members: Readonly<Record<string, unknown>>,
): void {
  for (const [member, value] of Object.entries(members)) {
    if (isEmpty(value)) continue;
    throw new AwsError(
      501,
      'NotImplemented',
      `The local AWS does not implement ${member} of lambda:${operation}`,
    );
  }
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false) return true;
  return typeof value === 'object' && Object.values(value).every(isEmpty);
}
