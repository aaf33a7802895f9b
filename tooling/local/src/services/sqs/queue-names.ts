import { AwsError } from '../../aws-error.ts';
import type { RequestContext } from '../../service.ts';
import { invalidValue } from './sqs-errors.ts';

export interface Home {
  readonly accountId: string;
  readonly region: string;
}

export const queueArn = ({ region, accountId }: Home, name: string) =>
  `arn:aws:sqs:${region}:${accountId}:${name}`;

/** At the address that the request came to, so that whoever asks can reach it. */
export const queueUrl = ({ endpoint, accountId }: RequestContext, name: string) =>
  `${endpoint}/${accountId}/${name}`;

/** The name of a queue of this account and region that an ARN names. */
export function nameInArn(arn: string, home: Home): string | undefined {
  const name = arn.split(':')[5] ?? '';
  return arn === queueArn(home, name) ? name : undefined;
}

/**
 * The name in a queue's URL. Its host is not looked at: functions may know this machine by another
 * name than their callers.
 *
 * @throws AwsError
 */
export function nameInUrl(url: string | undefined, { accountId }: Home): string {
  const [account, name] = (url ?? '').split('/').slice(-2);
  const isUrl = /^https?:\/\/[^/]+\/\d{12}\/[^/]+$/.test(url ?? '');
  if (isUrl && name !== undefined && account === accountId) return name;
  throw new AwsError(
    404,
    'InvalidAddress',
    `The address ${url ?? ''} is not valid for this endpoint.`,
  );
}

/** The suffix of a FIFO queue is part of the 80 characters. @throws AwsError */
export function checkQueueName(name: string, fifo: boolean): void {
  if (fifo) {
    if (name.length <= 80 && /^[a-zA-Z0-9_-]+\.fifo$/.test(name)) return;
    throw invalidValue(
      'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length',
    );
  }
  if (/^[a-zA-Z0-9_-]{1,80}$/.test(name)) return;
  throw invalidValue(
    'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
  );
}
