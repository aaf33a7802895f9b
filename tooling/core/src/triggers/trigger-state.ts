import type { TriggerType } from '../config/triggers-config.ts';

/**
 * A trigger as it shall be, or as it is: both sides have the same words, so that they can be compared.
 * A trigger is ours as a whole, and what is not declared of it is AWS's default.
 */
export interface TriggerState {
  readonly type: TriggerType | 'api';
  /** Of all triggers of a function only one has it. What it is made of cannot change: that is another trigger. */
  readonly id: string;
  /** As people call it: `schedule cron(0 3 1 * ? *)`. */
  readonly title: string;
  /**
   * All that can change, in AWS's words and units; `is…` says whether all that belongs to it is there.
   * Absent and undefined are the same.
   */
  readonly properties: Readonly<Record<string, unknown>>;
  /** Where it answers, as AWS tells it; absent where it is called by no address. */
  readonly address?: string | undefined;
}

/** Where a function is: what its ARN says. */
export interface TriggerPlace {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** Whose triggers they are. */
export interface TriggerSubject {
  readonly functionName: string;
  readonly place: TriggerPlace;
}

/** The ARN of the alias that every trigger calls. */
export const aliasArnOf = ({ functionName, place }: TriggerSubject): string =>
  `arn:${place.partition}:lambda:${place.region}:${place.account}:function:${functionName}:live`;

/** @param functionArn - with or without a qualifier */
export function placeOf(functionArn: string): TriggerPlace {
  const [, partition = 'aws', , region = '', account = ''] = functionArn.split(':');
  return { partition, region, account };
}

/**
 * The partition of AWS that a region is in, as ARNs name it.
 *
 * https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
 */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  if (region.startsWith('eusc-')) return 'aws-eusc';
  const [, iso] = /^us-iso([a-z]?)-/.exec(region) ?? [];
  if (iso === undefined) return 'aws';
  return iso === '' ? 'aws-iso' : `aws-iso-${iso}`;
}
