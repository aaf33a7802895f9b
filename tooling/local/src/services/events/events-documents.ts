import type { Target } from '@aws-sdk/client-eventbridge';
import type { Home } from '../lambda/names/function-name.ts';

export interface BusDocument {
  readonly name: string;
  readonly description?: string | undefined;
  /** Absent: the default bus, which nobody has made. */
  readonly createdAtMs?: number | undefined;
  readonly modifiedAtMs?: number | undefined;
  readonly deadLetterArn?: string | undefined;
  /** Of its resource policy, as PutPermission wrote them. */
  readonly statements: readonly BusStatement[];
  readonly tags: Readonly<Record<string, string>>;
}

export interface BusStatement {
  readonly Sid?: string | undefined;
  readonly [member: string]: unknown;
}

export interface RuleDocument {
  readonly name: string;
  readonly busName: string;
  /** As it was given. */
  readonly eventPattern: string;
  readonly state: 'ENABLED' | 'DISABLED';
  readonly description?: string | undefined;
  readonly roleArn?: string | undefined;
  readonly targets: readonly Target[];
  readonly tags: Readonly<Record<string, string>>;
}

export function busArn({ accountId, region }: Home, name: string): string {
  return `arn:aws:events:${region}:${accountId}:event-bus/${name}`;
}

/** Of a rule on the default bus, the bus is not in it. */
export function ruleArn({ accountId, region }: Home, { name, busName }: RuleReference): string {
  const path = busName === 'default' ? name : `${busName}/${name}`;
  return `arn:aws:events:${region}:${accountId}:rule/${path}`;
}

export type RuleReference = Pick<RuleDocument, 'name' | 'busName'>;

/** A bus is named by its name or its ARN; the default one need not be. */
export function busNameOf(given: string | undefined): string {
  return given?.split(':event-bus/').at(-1) ?? 'default';
}
