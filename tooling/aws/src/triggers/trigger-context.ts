import { aliasArnOf, type Ownership, type TriggerPlace, type WantedTriggers } from '@tooling/core';
import type { AwsClients } from '../clients.ts';
import type { PolicyStatements } from './policy-statements.ts';

/** Whose triggers are read or written, and by what. */
export interface TriggerContext {
  readonly clients: AwsClients;
  readonly functionName: string;
  readonly place: TriggerPlace;
  /** Of the alias `live`, which every trigger calls. */
  readonly aliasArn: string;
  readonly ownership: Ownership;
  /** IAM path of the role that schedules call the function by, and what bounds it. */
  readonly role?: WantedTriggers['role'];
  /** Seconds that the function may run: as it shall be; absent where nobody declares it. */
  readonly timeout?: number | undefined;
  /** Of the alias's resource policy: who may call it. */
  readonly statements: PolicyStatements;
}

/** What a context is made of. */
export type TriggerOwner = Pick<
  TriggerContext,
  'functionName' | 'place' | 'ownership' | 'role' | 'timeout'
>;

export const contextOf = (
  clients: AwsClients,
  owner: TriggerOwner,
  statements: PolicyStatements,
): TriggerContext => {
  const { functionName, place, ownership, role, timeout } = owner;
  const aliasArn = aliasArnOf(owner);
  return { clients, functionName, place, ownership, role, timeout, aliasArn, statements };
};
