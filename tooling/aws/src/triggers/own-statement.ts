import type { TriggerType } from '@tooling/core';
import { sidOf, sourceArnOf, type Statement } from './policy-statements.ts';

/** What the ids of statements say of the triggers that they are for. */
const kindsOf: Readonly<Partial<Record<TriggerType, readonly string[]>>> = {
  bucket: ['bucket', 'bucketrule'],
  eventPattern: ['event'],
  functionUrl: ['url'],
  httpApi: ['http'],
  topic: ['topic'],
};

/**
 * Whether a statement is one that we wrote for a trigger of these types: its id is made of what it says,
 * so that nobody else's has it by chance.
 */
export function isOwnStatement(statement: Statement, types: readonly TriggerType[]): boolean {
  const { Sid, Action, Condition } = statement;
  if (typeof Action !== 'string') return false;
  const SourceArn = sourceArnOf(Condition);
  const kinds = types.flatMap((type) => kindsOf[type] ?? []);
  return kinds.some((kind) => Sid === sidOf(kind, { Action, SourceArn, Principal: undefined }));
}
